package dev.groundswell.pricing.price;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.cache.Recency;
import dev.groundswell.platform.commerce.Currencies;
import dev.groundswell.platform.commerce.Skus;
import dev.groundswell.platform.consistency.ReplicatedDatabase;
import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.http.EntityTag;
import dev.groundswell.platform.identity.Caller;
import dev.groundswell.platform.paging.Page;
import dev.groundswell.platform.paging.PageRequest;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.pricing.price.SettingPrices.Outcome;
import dev.groundswell.pricing.price.SettingPrices.Preconditions;
import dev.groundswell.pricing.rate.Rates;

/// `/api/prices`: what a sku costs now, what it has cost and will, and the writing of it.
@Path("/api")
public class PricesResource {

    private final Prices prices;
    private final KeptPrices kept;
    private final ReplicatedDatabase replicated;
    private final SettingPrices setting;
    private final LoadingPrices loading;

    PricesResource(Prices prices, KeptPrices kept, ReplicatedDatabase replicated, SettingPrices setting, LoadingPrices loading) {
        this.prices = prices;
        this.kept = kept;
        this.replicated = replicated;
        this.setting = setting;
        this.loading = loading;
    }

    @GET
    @Path("prices/{sku}")
    public Uni<Response> price(@PathParam("sku") String sku, @QueryParam("currency") @Nullable String currency,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch, @HeaderParam(Caching.PAST_CACHES) @Nullable String pastCaches) {
        String wanted = currency(currency);
        return Skus.wellFormed(sku)
                ? kept.current(List.of(sku), wanted, Recency.of(pastCaches, replicated))
                        .map(shown -> answer(sku, wanted, shown, ifNoneMatch))
                : Uni.createFrom().item(noPrice(sku, wanted, null));
    }

    /// @param left asked for by services that keep the answers inside of theirs; the gateway does not pass it on
    @GET
    @Path("prices")
    public Uni<Response> prices(@QueryParam("skus") @Nullable String skus, @QueryParam("currency") @Nullable String currency,
            @QueryParam("left") boolean left, @HeaderParam(Caching.PAST_CACHES) @Nullable String pastCaches) {
        PriceList list = new PriceList(skus, currency(currency));
        Recency freshness = Recency.of(pastCaches, replicated);
        return (left ? list.lasting(kept, freshness) : list.from(kept, freshness))
                .map(found -> Caching.never(Response.ok(found)).build());
    }

    @GET
    @Path("prices/{sku}/history")
    public Uni<Response> history(@PathParam("sku") String sku, @HeaderParam("If-None-Match") @Nullable String ifNoneMatch,
            @Context UriInfo uri) {
        PageRequest page = PageRequest.of(uri);
        HistoryKey key = page.after() == null ? null : HistoryKey.parse(page.after());
        return Skus.wellFormed(sku)
                ? prices.history(sku, key, page.fetch()).map(found -> answer(sku, found, page, ifNoneMatch))
                : Uni.createFrom().item(noHistory(sku));
    }

    @PUT
    @Path("prices/{sku}")
    @RolesAllowed(Caller.ADMIN)
    public Uni<Response> set(@PathParam("sku") String sku, PriceBody body, @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        if (!Skus.wellFormed(sku)) {
            throw Refusal.notFound("There is no such sku.");
        }
        return setting.set(PriceDraft.of(sku, body), new Preconditions(ifMatch, ifNoneMatch)).map(PricesResource::answer);
    }

    @POST
    @Path("prices:batch")
    @RolesAllowed(Caller.ADMIN)
    public Uni<Response> load(PriceBody.Batch batch) {
        return loading.load(PriceDraft.of(batch))
                .map(written -> Caching.never(Response.ok(Map.of("written", written))).build());
    }

    private static String currency(@Nullable String asked) {
        String currency = asked == null ? Rates.BASE : asked;
        if (!Currencies.known(currency)) {
            throw new Refusal(Problem.of("invalid", "Invalid content", 422, "Query parameter currency must be an ISO 4217 currency."));
        }
        return currency;
    }

    private static Response answer(Outcome outcome) {
        return Caching.never(Response.status(outcome.first() ? 201 : 200)).header("ETag", outcome.tag()).entity(outcome.price()).build();
    }

    private static Response answer(String sku, String currency, Shown shown, @Nullable String ifNoneMatch) {
        Price price = shown.of(sku).price();
        String tag = shown.of(sku).tag();
        if (price == null || tag == null) {
            return noPrice(sku, currency, shown.left(sku));
        }
        Response.ResponseBuilder response = EntityTag.matchesWeakly(ifNoneMatch, tag) ? Response.status(304) : Response.ok(price);
        return Caching.atEdge(response.header("ETag", tag), tags(sku), shown.left(sku)).build();
    }

    private static Response answer(String sku, List<Price> found, PageRequest request, @Nullable String ifNoneMatch) {
        if (found.isEmpty()) {
            return noHistory(sku);
        }
        Page<Price> page = Page.of(found, request, last -> HistoryKey.of(last).text());
        // Rows are only added or replaced, each time with a version above all others: the highest on the page tells it from any other state of it.
        long newest = page.items().stream().mapToLong(Price::version).max().orElse(0);
        String tag = EntityTag.of(newest, page.items().size(), page.next() == null ? 0 : 1);
        Response.ResponseBuilder response = EntityTag.matchesWeakly(ifNoneMatch, tag) ? Response.status(304) : Response.ok(page);
        return Caching.atEdge(response.header("ETag", tag), tags(sku)).build();
    }

    private static Response noPrice(String sku, String currency, @Nullable Duration left) {
        Response.ResponseBuilder response = notFound("There is no price of " + named(sku) + " in " + currency + ".");
        return Caching.atEdge(response, tags(sku), left).build();
    }

    private static Response noHistory(String sku) {
        return Caching.atEdge(notFound("There has never been a price of " + named(sku) + "."), tags(sku), null).build();
    }

    private static Response.ResponseBuilder notFound(String detail) {
        return Response.status(404).type(Problem.MEDIA_TYPE).entity(Problem.notFound(detail));
    }

    /// What is no sku is repeated neither in a text nor in a header.
    private static String named(String sku) {
        return Skus.wellFormed(sku) ? sku : "this";
    }

    private static List<String> tags(String sku) {
        return Skus.wellFormed(sku) ? List.of("price:" + sku) : List.of();
    }
}
