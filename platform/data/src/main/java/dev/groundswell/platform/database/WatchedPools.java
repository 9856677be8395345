package dev.groundswell.platform.database;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;

/// Makes the pool of a service with one database as Quarkus would, with connections that notice a silent peer. A service with pools of its own
/// excludes this bean (`quarkus.arc.exclude-types`) and calls [#watched] for each.
@Singleton
public class WatchedPools implements PgPoolCreator {

    private static final String IDLE_IN_TRANSACTION = "idle_in_transaction_session_timeout";

    private final DatabaseConfig config;

    WatchedPools(DatabaseConfig config) {
        this.config = config;
    }

    /// `options`, told to close a connection whose peer is silent, and to have the database end a transaction whose client is. The kernel cannot tell
    /// us: keep-alive asks after two hours, the user time-out needs the epoll transport, and both are content with a host that answers for a process
    /// that is frozen.
    ///
    /// Fails when `pool` keeps unused connections for as long as a silent one lives: those would be closed under the next statement.
    public static PgConnectOptions watched(PgConnectOptions options, PoolOptions pool, DatabaseConfig config) {
        Duration idle = Duration.of(pool.getIdleTimeout(), pool.getIdleTimeoutUnit().toChronoUnit());
        if (idle.isZero() || idle.compareTo(config.silence()) >= 0) {
            throw new IllegalArgumentException(
                    "groundswell.database.silence: must be longer than the pool keeps an unused connection, which is "
                            + (idle.isZero() ? "for ever" : idle) + "; was " + config.silence());
        }
        options.setReadIdleTimeout((int) config.silence().toMillis()).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        options.addProperty(IDLE_IN_TRANSACTION, Long.toString(config.idleInTransaction().toMillis()));
        return options;
    }

    @Override
    public Pool create(Input input) {
        return PgDriver.INSTANCE.createPool(input.vertx(),
                input.pgConnectOptionsList().stream().map(options -> watched(options, input.poolOptions(), config)).toList(),
                input.poolOptions());
    }
}
