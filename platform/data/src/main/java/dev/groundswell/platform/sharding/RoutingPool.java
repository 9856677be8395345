package dev.groundswell.platform.sharding;

import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;

/// A pool that hands every call to the pool of the current route, so that one persistence unit serves any number of databases.
///
/// The route is kept in the Vert.x context's locals: it follows a request through its whole chain and reaches nobody else's.
/// Quarkus casts what a pool creator returns to [PgPool], hence the type.
@SuppressWarnings("deprecation")
public final class RoutingPool implements PgPool {

    private static final Object ROUTE = new Object();

    private final Function<String, Pool> pools;
    private final Supplier<Integer> size;

    /// @param pools the pool of a shard by its name
    public RoutingPool(Function<String, Pool> pools, Supplier<Integer> size) {
        this.pools = pools;
        this.size = size;
    }

    /// Sends everything the current context does from now on to `shard`.
    public static void route(String shard) {
        Context context = Vertx.currentContext();
        if (context == null) {
            throw new IllegalStateException("no Vert.x context to keep the route in");
        }
        context.putLocal(ROUTE, shard);
    }

    @Override
    public void getConnection(Handler<AsyncResult<SqlConnection>> handler) {
        getConnection().onComplete(handler);
    }

    @Override
    public Future<SqlConnection> getConnection() {
        return current().getConnection();
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return current().query(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return current().preparedQuery(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return current().preparedQuery(sql, options);
    }

    @Override
    public PgPool connectHandler(Handler<SqlConnection> handler) {
        throw new UnsupportedOperationException("set on each shard's own pool");
    }

    @Override
    public PgPool connectionProvider(Function<Context, Future<SqlConnection>> provider) {
        throw new UnsupportedOperationException("set on each shard's own pool");
    }

    @Override
    public int size() {
        return size.get();
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        close().onComplete(handler);
    }

    /// Does nothing: each shard's pool is closed by who made it.
    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    private Pool current() {
        Context context = Vertx.currentContext();
        @Nullable
        String shard = context == null ? null : context.getLocal(ROUTE);
        if (shard == null) {
            throw new IllegalStateException("no route: call RoutingPool.route before the first statement");
        }
        return pools.apply(shard);
    }
}
