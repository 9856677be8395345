package dev.groundswell.catalog.stock;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.audit.Audit;
import dev.groundswell.platform.commerce.Skus;
import dev.groundswell.platform.consistency.ReplicatedDatabase;
import dev.groundswell.platform.database.DatabaseGuard;
import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.identity.Caller;
import dev.groundswell.platform.problem.Refusal;

/// `/api/stock/{sku}`. Nobody keeps these answers: they decide what can be sold.
@Path("/api/stock/{sku}")
public class StockResource {

    private final Pool database;
    private final DatabaseGuard guard;
    private final ReplicatedDatabase replicated;
    private final Audit audit;

    StockResource(Pool database, DatabaseGuard guard, ReplicatedDatabase replicated, Audit audit) {
        this.database = database;
        this.guard = guard;
        this.replicated = replicated;
        this.audit = audit;
    }

    @GET
    public Uni<Response> read(@RestPath String sku) {
        requireWellFormed(sku);
        return guard.call(() -> database.withConnection(connection -> StockRows.read(connection, sku)))
                .map(levels -> answer(sku, levels.get(sku)));
    }

    @PUT
    @RolesAllowed(Caller.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> write(@RestPath String sku, StockBody body) {
        requireWellFormed(sku);
        List<StockBody.Count> counts = List.of(body.countFor(sku));
        return guard
                .callLong(() -> database.withConnection(connection -> StockRows.count(connection, counts))
                        .invoke(() -> audit.log(StockBody.Count.changes(counts))))
                .call(replicated::noteWrite)
                .map(levels -> answer(sku, levels.get(sku)));
    }

    private static void requireWellFormed(String sku) {
        if (!Skus.wellFormed(sku)) {
            throw Refusal.notFound("There can be no stock of this: it is no sku.");
        }
    }

    private static Response answer(String sku, @Nullable StockLevel level) {
        if (level == null) {
            throw Refusal.notFound("There is no stock of " + sku + ".");
        }
        return Caching.never(Response.ok(StockView.of(level))).build();
    }
}
