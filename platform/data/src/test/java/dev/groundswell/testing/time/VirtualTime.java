package dev.groundswell.testing.time;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

/// A pool to a real database on which `clock_timestamp()` and `now()` say what a test wants. Others see the server's time. Close it.
public final class VirtualTime implements AutoCloseable {

    private static final String SCHEMA = """
            CREATE SCHEMA IF NOT EXISTS virtual_time;
            CREATE TABLE IF NOT EXISTS virtual_time.present (at timestamptz NOT NULL);
            CREATE OR REPLACE FUNCTION virtual_time.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
                AS 'SELECT at FROM virtual_time.present';
            CREATE OR REPLACE FUNCTION virtual_time.now() RETURNS timestamptz LANGUAGE sql STABLE
                AS 'SELECT at FROM virtual_time.present';
            DELETE FROM virtual_time.present;
            INSERT INTO virtual_time.present VALUES ('2026-03-01T12:00:00Z');
            """;

    private final Pool pool;
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    /// @param url `postgresql://host:port/database`
    public VirtualTime(Vertx vertx, String url, String user, String password) {
        PgConnectOptions options = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
        options.addProperty("search_path", "virtual_time,pg_catalog,public");
        this.pool = Pool.newInstance(PgBuilder.pool().connectingTo(options).with(new PoolOptions().setMaxSize(6)).using(vertx).build());
        var _ = pool.withConnectionAndAwait(connection -> connection.query(SCHEMA).execute());
    }

    public Pool pool() {
        return pool;
    }

    public Instant now() {
        return now;
    }

    public void set(Instant to) {
        var _ = pool.withConnectionAndAwait(connection -> connection.preparedQuery("UPDATE virtual_time.present SET at = $1")
                .execute(Tuple.of(to.atOffset(ZoneOffset.UTC))));
        now = to;
    }

    public void advance(Duration by) {
        set(now.plus(by));
    }

    @Override
    public void close() {
        pool.closeAndAwait();
    }
}
