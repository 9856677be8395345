package dev.groundswell.platform.database;

import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;

/// Makes the pool of a service with one database as Quarkus would, with connections that notice a silent peer. A service with pools of its own
/// excludes this bean (`quarkus.arc.exclude-types`) and calls [#watched] for each.
@Singleton
public class WatchedPools implements PgPoolCreator {

    private final DatabaseConfig config;

    WatchedPools(DatabaseConfig config) {
        this.config = config;
    }

    /// `options`, told to close a connection whose peer is silent. The kernel cannot tell us: keep-alive asks after two hours, the user time-out
    /// needs the epoll transport, and both are content with a host that answers for a process that is frozen.
    public static PgConnectOptions watched(PgConnectOptions options, DatabaseConfig config) {
        options.setReadIdleTimeout((int) config.silence().toMillis()).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        return options;
    }

    @Override
    public Pool create(Input input) {
        return PgDriver.INSTANCE.createPool(input.vertx(),
                input.pgConnectOptionsList().stream().map(options -> watched(options, config)).toList(),
                input.poolOptions());
    }
}
