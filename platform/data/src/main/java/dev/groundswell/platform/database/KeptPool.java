package dev.groundswell.platform.database;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.spi.ConnectionFactory;

/// A pool of Vert.x that keeps some connections open for ever, and all for as long as they might be needed again.
///
/// What lies unused is asked for a sign of life several times within the silence after which a connection is taken for dead. So no live one is closed for
/// its silence, a dead one is whether a statement runs on it or not, and every statement has nearly all of that time. Thread-safe.
final class KeptPool {

    private static final Logger LOG = Logger.getLogger(KeptPool.class);

    /// Within the silence: a statement that begins just before the next has three quarters of it.
    private static final int SIGNS = 4;

    private static final String SIGN_OF_LIFE = "SELECT 1";

    private final PoolName name;
    private final Vertx vertx;
    private final ConnectionFactory factory;
    private final Pool pool;
    /// Each on an event loop of its own: a pool of Vert.x opens one more connection before it uses that of another loop.
    private final List<Context> keepers;
    /// By the number of their server process, which is all that a connection of the pool has in common with what was opened for it.
    private final Map<Integer, SqlConnection> opened = new ConcurrentHashMap<>();
    private final Set<Integer> lent = ConcurrentHashMap.newKeySet();
    private final AtomicInteger waiting = new AtomicInteger();
    private final long timer;

    KeptPool(PoolName name, PgConnectOptions database, DatabaseConfig config, Vertx vertx) {
        this.name = name;
        this.vertx = vertx;
        this.factory = PgDriver.INSTANCE.createConnectionFactory(vertx, database);
        this.pool = PgBuilder.pool()
                .with(options(config))
                .connectingTo(database)
                .using(vertx)
                .build()
                .connectionProvider(this::connect);
        this.keepers = Stream.generate(() -> (Context) ((VertxInternal) vertx).createEventLoopContext()).limit(config.warm()).toList();
        this.timer = vertx.setPeriodic(betweenSigns(config).toMillis(), tick -> keep());
    }

    /// How often unused connections are asked, and the kept ones used.
    static Duration betweenSigns(DatabaseConfig config) {
        return config.silence().dividedBy(SIGNS);
    }

    Future<SqlConnection> getConnection() {
        waiting.incrementAndGet();
        return pool.getConnection().onComplete(done -> waiting.decrementAndGet()).map(this::lend);
    }

    int waiting() {
        return waiting.get();
    }

    int used() {
        return lent.size();
    }

    int size() {
        return pool.size();
    }

    /// Both at once: the pool alone would wait for what hangs on its connections.
    Future<Void> close() {
        vertx.cancelTimer(timer);
        return Future.join(pool.close(), Future.<Void>future(factory::close)).mapEmpty();
    }

    private static PoolOptions options(DatabaseConfig config) {
        return new PoolOptions().setMaxSize(config.connections())
                .setIdleTimeout((int) config.idle().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setConnectionTimeout((int) config.patience().toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    private Future<SqlConnection> connect(Context context) {
        return factory.connect(context).onSuccess(connection -> opened.put(number(connection), connection));
    }

    private SqlConnection lend(SqlConnection connection) {
        Integer number = number(connection);
        lent.add(number);
        return new LentConnection(connection, () -> lent.remove(number));
    }

    private void keep() {
        opened.forEach(this::ask);
        if (used() < keepers.size()) {
            keepers.forEach(keeper -> keeper.runOnContext(now -> use()));
        }
    }

    /// Past the pool, which would take it for use and close nothing any more. Not while it is lent: the database ends transactions whose client has
    /// stopped, and must not hear of it.
    private void ask(Integer number, SqlConnection connection) {
        if (!lent.contains(number)) {
            connection.query(SIGN_OF_LIFE).execute().onFailure(gone -> opened.remove(number, connection));
        }
    }

    /// For the pool it is needed from now on, or opened when there was none.
    private void use() {
        pool.getConnection()
                .onSuccess(SqlConnection::close)
                .onFailure(failure -> LOG.debugf("%s: no connection to keep: %s", name.node(), failure.getMessage()));
    }

    private static Integer number(SqlConnection connection) {
        return PgConnection.cast(connection).processId();
    }
}
