package dev.groundswell.catalog.pricing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Uni;

/// The part of pricing-service's API we use.
@Path("/api/prices")
@RegisterRestClient(configKey = "pricing")
@Produces(MediaType.APPLICATION_JSON)
interface PricingApi {

    /// Fails for a 404 and every other refusal. `CDN-Cache-Control` says how long the answer holds.
    @GET
    @Path("/{sku}")
    Uni<RestResponse<JsonNode>> price(@RestPath String sku, @RestQuery String currency,
            @RestHeader("traceparent") @Nullable String traceparent);

    /// @param skus joined by commas, at most 100
    @GET
    Uni<JsonNode> prices(@RestQuery String skus, @RestQuery String currency, @RestHeader("traceparent") @Nullable String traceparent);
}
