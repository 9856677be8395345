package dev.groundswell.catalog.product;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;

import dev.groundswell.catalog.writing.BatchWritten;
import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.identity.Caller;

/// `/api/products:batch`
@Path("/api/products:batch")
public class ProductBatchResource {

    private final WritingProducts writing;

    ProductBatchResource(WritingProducts writing) {
        this.writing = writing;
    }

    @POST
    @RolesAllowed(Caller.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> write(ProductBatch body) {
        return writing.putAll(body.drafts()).map(written -> Caching.never(Response.ok(new BatchWritten(written))).build());
    }
}
