package dev.groundswell.platform.database;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;

/// Opens the pools of a service's databases, primaries and replicas, all by the rules of [DatabaseConfig]. Whoever opens one closes it.
@Singleton
public class DatabasePools {

    private static final String IDLE_IN_TRANSACTION = "idle_in_transaction_session_timeout";

    /// Which Vert.x sends, a PgBouncer refuses, and PostgreSQL since 12 does not need: its own value is as exact.
    private static final String EXTRA_FLOAT_DIGITS = "extra_float_digits";

    /// With less, a process that is short of processor time takes live connections for dead ones.
    private static final Duration LEAST_SILENCE = Duration.ofSeconds(1);

    private final DatabaseConfig config;
    private final MeterRegistry registry;
    private final Vertx vertx;

    /// Fails with the setting's name when one does not fit the others.
    public DatabasePools(DatabaseConfig config, MeterRegistry registry, Vertx vertx) {
        Duration betweenSigns = KeptPool.betweenSigns(config);
        require(config.connections() > 0, "connections", "at least 1", config.connections());
        require(config.warm() >= 0 && config.warm() <= config.connections(), "warm",
                "0 to groundswell.database.connections, which is " + config.connections(), config.warm());
        require(config.patience().toMillis() > 0, "patience", "longer than 0", config.patience());
        require(config.silence().compareTo(LEAST_SILENCE) >= 0, "silence", "at least " + LEAST_SILENCE, config.silence());
        require(config.idle().compareTo(betweenSigns) > 0, "idle",
                "longer than a quarter of groundswell.database.silence, which is " + betweenSigns, config.idle());
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
        Map<String, String> told = new HashMap<>(options.getProperties());
        if (config.proxied()) {
            told.remove(EXTRA_FLOAT_DIGITS);
            options.setCachePreparedStatements(false).setUseLayer7Proxy(true);
        } else {
            told.put(IDLE_IN_TRANSACTION, Long.toString(config.idleInTransaction().toMillis()));
        }
        return options.setProperties(told);
    }

    private static void require(boolean holds, String setting, String rule, Object was) {
        if (!holds) {
            throw new IllegalArgumentException("groundswell.database." + setting + ": must be " + rule + "; was " + was);
        }
    }
}
