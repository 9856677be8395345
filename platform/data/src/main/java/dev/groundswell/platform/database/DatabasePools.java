package dev.groundswell.platform.database;

import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;

/// Opens the pools of a service's databases, primaries and replicas, all by the rules of [DatabaseConfig]. Whoever opens one closes it.
@Singleton
public class DatabasePools {

    private static final String IDLE_IN_TRANSACTION = "idle_in_transaction_session_timeout";

    private final DatabaseConfig config;
    private final MeterRegistry registry;
    private final Vertx vertx;

    public DatabasePools(DatabaseConfig config, MeterRegistry registry, Vertx vertx) {
        if (config.warm() > config.connections()) {
            throw new IllegalArgumentException("groundswell.database.warm: must be at most groundswell.database.connections, which is "
                    + config.connections() + "; was " + config.warm());
        }
        this.config = config;
        this.registry = registry;
        this.vertx = vertx;
    }

    /// A pool to `postgresql://host:port/database`. Nobody waits for its first connections: it opens them in the background, or when it is used sooner.
    public RenewablePool open(PoolName name, String url, String username, String password) {
        return open(name, PgConnectOptions.fromUri(url).setUser(username).setPassword(password).setCachePreparedStatements(true));
    }

    /// As [#open(PoolName, String, String, String)], to where `database` says.
    RenewablePool open(PoolName name, PgConnectOptions database) {
        PgConnectOptions watched = watched(database, config);
        return new RenewablePool(name, () -> new KeptPool(name, watched, config, vertx), registry);
    }

    /// `options`, told to close a connection whose peer is silent, and to have the database end a transaction whose client is. The kernel cannot tell
    /// us: keep-alive asks after two hours, the user time-out needs the epoll transport, and both are content with a host that answers for a process
    /// that is frozen.
    static PgConnectOptions watched(PgConnectOptions options, DatabaseConfig config) {
        options.setConnectTimeout((int) config.patience().toMillis())
                .setReadIdleTimeout((int) config.silence().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        if (config.proxied()) {
            return options.setCachePreparedStatements(false).setUseLayer7Proxy(true);
        }
        options.addProperty(IDLE_IN_TRANSACTION, Long.toString(config.idleInTransaction().toMillis()));
        return options;
    }
}
