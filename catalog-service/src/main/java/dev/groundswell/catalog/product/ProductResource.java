package dev.groundswell.catalog.product;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

import dev.groundswell.catalog.manufacturer.ManufacturerResource;
import dev.groundswell.catalog.writing.Preconditions;
import dev.groundswell.platform.cache.Recency;
import dev.groundswell.platform.commerce.Skus;
import dev.groundswell.platform.consistency.ReplicatedDatabase;
import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.http.EdgeAnswers;
import dev.groundswell.platform.http.EntityTag;
import dev.groundswell.platform.identity.Caller;
import dev.groundswell.platform.problem.Refusal;

/// `/api/products/{sku}`
@Path("/api/products/{sku}")
public class ProductResource {

    private final ExpandingProducts products;
    private final WritingProducts writing;
    private final ReplicatedDatabase database;

    ProductResource(ExpandingProducts products, WritingProducts writing, ReplicatedDatabase database) {
        this.products = products;
        this.writing = writing;
        this.database = database;
    }

    @GET
    public Uni<Response> read(@RestPath String sku, @RestQuery @Nullable String expand,
            @RestHeader("If-None-Match") @Nullable String ifNoneMatch, @RestHeader(Caching.PAST_CACHES) @Nullable String pastCaches) {
        Set<Expansion> wanted = Expansion.parse(expand);
        if (!Skus.wellFormed(sku)) {
            return Uni.createFrom().item(EdgeAnswers.absent("There can be no product with this key: it is no sku.", List.of()));
        }
        return products.read(sku, wanted, Recency.of(pastCaches, database)).map(found -> answer(sku, found, ifNoneMatch));
    }

    @PUT
    @RolesAllowed(Caller.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> write(@RestPath String sku, ProductBody body, @RestHeader("If-Match") @Nullable String ifMatch,
            @RestHeader("If-None-Match") @Nullable String ifNoneMatch) {
        requireWellFormed(sku);
        return writing.put(body.draftFor(sku), new Preconditions(ifMatch, ifNoneMatch)).map(ProductResource::written);
    }

    @DELETE
    @RolesAllowed(Caller.ADMIN)
    public Uni<Response> delete(@RestPath String sku, @RestHeader("If-Match") @Nullable String ifMatch,
            @RestHeader("If-None-Match") @Nullable String ifNoneMatch) {
        requireWellFormed(sku);
        return writing.delete(sku, new Preconditions(ifMatch, ifNoneMatch)).map(end -> Caching.never(Response.noContent()).build());
    }

    private static void requireWellFormed(String sku) {
        if (!Skus.wellFormed(sku)) {
            throw Refusal.notFound("There can be no product with this key: it is no sku.");
        }
    }

    private static Response answer(String sku, Optional<ExpandingProducts.Expanded> found, @Nullable String ifNoneMatch) {
        if (found.isEmpty()) {
            return EdgeAnswers.absent("There is no product " + sku + ".", List.of("product:" + sku));
        }
        ExpandingProducts.Expanded product = found.get();
        // Without the price it was asked for this is no representation to keep or to compare with, and a whole one that the edge has is better.
        return product.complete()
                ? EdgeAnswers.of(product.product(), product.tag(), ifNoneMatch, cacheTags(product), product.left())
                : Caching.never(Response.ok(product.product())).header(Caching.PARTIAL, "?1").build();
    }

    private static List<String> cacheTags(ExpandingProducts.Expanded expanded) {
        List<String> tags = new ArrayList<>(List.of("product:" + expanded.product().sku()));
        if (expanded.wanted().contains(Expansion.PRICE)) {
            tags.add("price:" + expanded.product().sku());
        }
        String manufacturer = expanded.product().manufacturerId();
        if (expanded.wanted().contains(Expansion.MANUFACTURER) && manufacturer != null) {
            tags.add(ManufacturerResource.cacheTag(manufacturer));
        }
        return tags;
    }

    private static Response written(WritingProducts.Written written) {
        return Caching.never(Response.status(written.created() ? 201 : 200))
                .header("ETag", EntityTag.of(written.product().version()))
                .entity(written.product())
                .build();
    }
}
