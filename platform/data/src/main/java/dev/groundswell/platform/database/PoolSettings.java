package dev.groundswell.platform.database;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;

/// How a service reaches databases of one kind, whatever their addresses.
///
/// @param size most connections of a pool
/// @param idle after which an unused connection is closed
/// @param patience for a free connection, and for a connect
public record PoolSettings(String username, String password, int size, Duration idle, Duration patience) {

    /// A pool that can begin anew, to `postgresql://host:port/database`, with connections that notice a silent peer. It connects when it is first used.
    public RenewablePool pool(String url, DatabaseConfig config, Vertx vertx) {
        return new RenewablePool(() -> open(url, config, vertx));
    }

    private Pool open(String url, DatabaseConfig config, Vertx vertx) {
        PgConnectOptions database = PgConnectOptions.fromUri(url)
                .setUser(username)
                .setPassword(password)
                .setCachePreparedStatements(true)
                .setConnectTimeout((int) patience.toMillis());
        PoolOptions options = new PoolOptions().setMaxSize(size)
                .setIdleTimeout((int) idle.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setConnectionTimeout((int) patience.toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
        return PgBuilder.pool().with(options).connectingTo(WatchedPools.watched(database, options, config)).using(vertx).build();
    }

    @Override
    public String toString() {
        return "PoolSettings[" + username + ", " + size + " connections]";
    }
}
