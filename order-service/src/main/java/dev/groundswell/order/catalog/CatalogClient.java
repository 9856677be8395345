package dev.groundswell.order.catalog;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Uni;

/// Catalog-service, as far as we ask it.
@RegisterRestClient(configKey = "catalog")
interface CatalogClient {

    @GET
    @Path("/api/products")
    Uni<JsonNode> products(@QueryParam("skus") String skus);
}
