package dev.groundswell.order.testing;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;

import dev.groundswell.local.testing.TestParts;

/// The replica, which holds both shards, past the service.
public final class Standby {

    private static final Pool POOL = pool();

    private Standby() {}

    /// It shows nothing that is written from now on. A pause begins when the replica next looks, not when it is asked for.
    public static void holdBack() {
        POOL.query("SELECT pg_wal_replay_pause()").executeAndAwait();
        await().until(() -> POOL.query("SELECT pg_get_wal_replay_pause_state()").executeAndAwait().iterator().next().getString(0)
                .equals("paused"));
    }

    public static void letGo() {
        POOL.query("SELECT pg_wal_replay_resume()").executeAndAwait();
    }

    /// Returns when it shows all that is written by now.
    public static void awaitAll() {
        String written = Shards.textOfTheFirst("SELECT pg_current_wal_lsn()::text");
        await().until(() -> POOL.query("SELECT pg_last_wal_replay_lsn() >= '" + written + "'::pg_lsn").executeAndAwait().iterator().next()
                .getBoolean(0));
    }

    private static Pool pool() {
        TestParts parts = OrderParts.running();
        PgConnectOptions options = PgConnectOptions.fromUri(parts.replica("orders_0").url()).setUser(parts.user())
                .setPassword(parts.password());
        return Pool.newInstance(PgBuilder.pool().connectingTo(options).using(Vertx.vertx()).build());
    }
}
