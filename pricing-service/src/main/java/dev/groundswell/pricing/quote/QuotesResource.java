package dev.groundswell.pricing.quote;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.http.Caching;

/// `/api/quotes`: what a basket would cost.
@Path("/api/quotes")
public class QuotesResource {

    private final Quoting quoting;

    QuotesResource(Quoting quoting) {
        this.quoting = quoting;
    }

    @POST
    public Uni<Response> quote(QuoteRequest request) {
        return quoting.quote(Basket.of(request)).map(quote -> Caching.never(Response.ok(quote)).build());
    }
}
