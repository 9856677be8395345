package dev.groundswell.pricing.quote;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.cache.Recency;
import dev.groundswell.platform.consistency.ReplicatedDatabase;
import dev.groundswell.platform.http.Caching;

/// `/api/quotes`: what a basket would cost.
@Path("/api/quotes")
public class QuotesResource {

    private final Quoting quoting;
    private final ReplicatedDatabase replicated;

    QuotesResource(Quoting quoting, ReplicatedDatabase replicated) {
        this.quoting = quoting;
        this.replicated = replicated;
    }

    @POST
    public Uni<Response> quote(QuoteRequest request, @HeaderParam(Caching.PAST_CACHES) @Nullable String pastCaches) {
        return quoting.quote(Basket.of(request), Recency.of(pastCaches, replicated))
                .map(quote -> Caching.never(Response.ok(quote)).build());
    }
}
