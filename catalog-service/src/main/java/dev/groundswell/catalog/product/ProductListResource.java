package dev.groundswell.catalog.product;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.cache.Recency;
import dev.groundswell.platform.commerce.Skus;
import dev.groundswell.platform.consistency.ReplicatedDatabase;
import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.paging.Page;
import dev.groundswell.platform.paging.PageRequest;
import dev.groundswell.platform.paging.SkuList;
import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.platform.problem.Violations;

/// `/api/products`: by page, or those with given skus. Nobody keeps these answers: too many products end them.
@Path("/api/products")
public class ProductListResource {

    private static final int LONGEST_SEARCH = 200;
    private static final int LONGEST_CATEGORY = 100;

    private final Products products;
    private final KeptProducts kept;
    private final ExpandingProducts expanding;
    private final ReplicatedDatabase database;

    ProductListResource(Products products, KeptProducts kept, ExpandingProducts expanding, ReplicatedDatabase database) {
        this.products = products;
        this.kept = kept;
        this.expanding = expanding;
        this.database = database;
    }

    /// @param skus joined by commas; given, it stands alone
    /// @param q of which each word begins a word of the name
    @GET
    public Uni<Response> list(@RestQuery @Nullable String skus, @RestQuery @Nullable String category, @RestQuery @Nullable String q,
            @RestQuery @Nullable String expand,
            @RestHeader(Caching.PAST_CACHES) @Nullable String pastCaches, @Context UriInfo uri) {
        Set<Expansion> wanted = Expansion.parse(expand);
        PageRequest request = PageRequest.of(uri);
        requireSearchable(category, q);
        Recency freshness = Recency.of(pastCaches, database);
        // An empty parameter comes as null, but who sends one has not asked for a page.
        Uni<?> answer = uri.getQueryParameters().containsKey("skus")
                ? given(SkuList.parse(skus), wanted, freshness)
                : page(category, q, request, wanted, freshness);
        return answer.map(entity -> Caching.never(Response.ok(entity)).build());
    }

    private Uni<Page<ProductView>> page(@Nullable String category, @Nullable String q, PageRequest request, Set<Expansion> wanted,
            Recency freshness) {
        return products.page(category, q == null ? List.of() : NameWords.of(q), request)
                .chain(page -> expanding.expandAll(page.items(), wanted, freshness).map(items -> new Page<>(items, page.next())));
    }

    private Uni<Given> given(List<String> asked, Set<Expansion> wanted, Recency freshness) {
        return kept.readAll(asked.stream().filter(Skus::wellFormed).toList(), freshness)
                .map(found -> inOrder(asked, found))
                .chain(given -> expanding.expandAll(given.items, wanted, freshness).map(items -> new Given(items, given.missing)));
    }

    private static Given inOrder(List<String> asked, Map<String, ProductView> found) {
        List<ProductView> items = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String sku : asked) {
            ProductView product = found.get(sku);
            if (product == null) {
                missing.add(sku);
            } else {
                items.add(product);
            }
        }
        return new Given(items, missing);
    }

    private static void requireSearchable(@Nullable String category, @Nullable String q) {
        if (category != null
                && (Violations.characters(category) > LONGEST_CATEGORY || category.chars().anyMatch(Character::isISOControl))) {
            throw Refusal
                    .badRequest("Query parameter category: at most " + LONGEST_CATEGORY + " characters, none of them control characters.");
        }
        if (q != null && Violations.characters(q) > LONGEST_SEARCH) {
            throw Refusal
                    .badRequest("Query parameter q: at most " + LONGEST_SEARCH + " characters, were " + Violations.characters(q) + ".");
        }
    }

    /// The products asked for, in that order, and the skus that name none.
    @RegisterForReflection
    record Given(List<ProductView> items, List<String> missing) {}
}
