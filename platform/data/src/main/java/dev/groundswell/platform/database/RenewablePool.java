package dev.groundswell.platform.database;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.pgclient.PgPool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;

/// A pool that can begin anew, with connections nobody has used. What runs on the old ones then fails as if the database had closed them.
///
/// Thread-safe; lives as long as its service. Quarkus casts what a pool creator returns to [PgPool], hence the type.
@SuppressWarnings("deprecation")
public final class RenewablePool implements PgPool {

    private static final Logger LOG = Logger.getLogger(RenewablePool.class);

    /// A database that has answered anybody so recently is slow, not dead.
    private static final long SILENT_NANOS = Duration.ofSeconds(2).toNanos();

    private final Supplier<KeptPool> maker;
    private volatile KeptPool current;
    private volatile long answered = System.nanoTime();

    /// @param maker makes the pool at once and again at each renewal
    RenewablePool(PoolName name, Supplier<KeptPool> maker, MeterRegistry registry) {
        this.maker = maker;
        this.current = maker.get();
        gauge("waiting", KeptPool::waiting, "Requests that wait for a connection, or for one to open", name, registry);
        gauge("used", KeptPool::used, "Connections that somebody works with", name, registry);
        gauge("open", KeptPool::size, "Connections, used or not, and those that are being opened", name, registry);
    }

    private void gauge(String what, ToDoubleFunction<KeptPool> value, String description, PoolName name, MeterRegistry registry) {
        Gauge.builder("database.connections." + what, this, pool -> value.applyAsDouble(pool.current))
                .tag("database", name.database())
                .tag("role", name.role())
                .tag("node", name.node())
                .description(description)
                .register(registry);
    }

    /// Leaves all connections, free or in use, and closes them, unless work on one of them has succeeded within the last two seconds: what runs on the
    /// others is then likely to succeed, too, and to begin it anew would only add to the load. Calls made from now on get new ones.
    public synchronized void renew() {
        if (System.nanoTime() - answered < SILENT_NANOS) {
            return;
        }
        KeptPool old = current;
        current = maker.get();
        old.close().onFailure(failure -> LOG.debugf("old connections: %s", failure.getMessage()));
    }

    @Override
    public void getConnection(Handler<AsyncResult<SqlConnection>> handler) {
        getConnection().onComplete(handler);
    }

    @Override
    public Future<SqlConnection> getConnection() {
        return current.getConnection();
    }

    @Override
    public <T> Future<@Nullable T> withConnection(Function<SqlConnection, Future<@Nullable T>> work) {
        return noted(PgPool.super.withConnection(work));
    }

    @Override
    public <T> Future<@Nullable T> withTransaction(Function<SqlConnection, Future<@Nullable T>> work) {
        return noted(PgPool.super.withTransaction(work));
    }

    private <T> Future<@Nullable T> noted(Future<@Nullable T> work) {
        return work.onSuccess(done -> answered = System.nanoTime());
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        throw ofAConnection();
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        throw ofAConnection();
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        throw ofAConnection();
    }

    /// A pool of Vert.x 4.5 forgets nothing: a statement given to it that found no connection in time stays in its queue, and is answered a second
    /// time when the pool is closed, which ends as an error in the log. It does the same after each connect that fails. A connection's caller is
    /// taken out of the queue.
    private static UnsupportedOperationException ofAConnection() {
        return new UnsupportedOperationException("statements are a connection's: use withConnection or withTransaction");
    }

    @Override
    public PgPool connectHandler(Handler<SqlConnection> handler) {
        throw new UnsupportedOperationException("the maker sets it on each pool");
    }

    @Override
    public PgPool connectionProvider(Function<Context, Future<SqlConnection>> provider) {
        throw new UnsupportedOperationException("the maker sets it on each pool");
    }

    @Override
    public int size() {
        return current.size();
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        close().onComplete(handler);
    }

    @Override
    public synchronized Future<Void> close() {
        return current.close();
    }
}
