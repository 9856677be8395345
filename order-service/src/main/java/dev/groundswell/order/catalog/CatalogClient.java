package dev.groundswell.order.catalog;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.http.Deadline;

/// Catalog-service, as far as we ask it. What we keep must not have been kept before: its ages would add up.
@RegisterRestClient(configKey = "catalog")
@ClientHeaderParam(name = Caching.PAST_CACHES, value = "?1")
interface CatalogClient {

    @GET
    @Path("/api/products")
    Uni<JsonNode> products(@QueryParam("skus") String skus, @HeaderParam(Deadline.HEADER) String deadline);
}
