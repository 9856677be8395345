package dev.groundswell.catalog.pricing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.http.Deadline;

/// The part of pricing-service's API we use.
@Path("/api/prices")
@RegisterRestClient(configKey = "pricing")
@Produces(MediaType.APPLICATION_JSON)
interface PricingApi {

    /// The prices of several products: `items`, those that have none as `missing`, and what could not be read in neither.
    ///
    /// @param skus joined by commas, at most 100
    /// @param left `true` for answers that may be kept: the newest there are, and with `left`, the seconds until the clock changes the answer for a sku.
    ///     Those that the clock does not change are not in it
    /// @param pastCaches `?1` when nothing will do that was kept before
    /// @param deadline milliseconds until nobody waits any more
    @GET
    Uni<JsonNode> prices(@RestQuery String skus, @RestQuery String currency, @RestQuery @Nullable Boolean left,
            @RestHeader(Caching.PAST_CACHES) @Nullable String pastCaches, @RestHeader(Deadline.HEADER) String deadline,
            @RestHeader("traceparent") @Nullable String traceparent);
}
