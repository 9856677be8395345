package dev.groundswell.catalog.stock;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.catalog.writing.BatchWritten;
import dev.groundswell.platform.audit.Audit;
import dev.groundswell.platform.consistency.ReplicatedDatabase;
import dev.groundswell.platform.database.DatabaseGuard;
import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.identity.Caller;

/// `/api/stock:batch`
@Path("/api/stock:batch")
public class StockBatchResource {

    private final Pool database;
    private final DatabaseGuard guard;
    private final ReplicatedDatabase replicated;
    private final Audit audit;

    StockBatchResource(Pool database, DatabaseGuard guard, ReplicatedDatabase replicated, Audit audit) {
        this.database = database;
        this.guard = guard;
        this.replicated = replicated;
        this.audit = audit;
    }

    @POST
    @RolesAllowed(Caller.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> write(StockBody.Batch body) {
        List<StockBody.Count> counts = body.counts();
        return guard
                .callLong(() -> database.withConnection(connection -> StockRows.count(connection, counts))
                        .invoke(() -> audit.log(StockBody.Count.changes(counts))))
                .call(replicated::noteWrite)
                .map(levels -> Caching.never(Response.ok(new BatchWritten(counts.size()))).build());
    }
}
