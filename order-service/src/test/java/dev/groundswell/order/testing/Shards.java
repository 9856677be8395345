package dev.groundswell.order.testing;

import java.util.List;

import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

import dev.groundswell.local.testing.TestParts;
import dev.groundswell.platform.sharding.Slots;

/// A look into the shards, past the service.
public final class Shards {

    private static final int SLOTS_OF_THE_FIRST = 480;
    private static final Vertx VERTX = Vertx.vertx();
    private static final List<Pool> POOLS = List.of(pool("orders_0"), pool("orders_1"));

    private Shards() {}

    /// The sum of what `sql` counts in each shard.
    public static long count(String sql) {
        return POOLS.stream().mapToLong(pool -> pool.query(sql).executeAndAwait().iterator().next().getLong(0)).sum();
    }

    /// Runs `sql` in the shard of `slot`.
    public static void run(int slot, String sql) {
        POOLS.get(slot < SLOTS_OF_THE_FIRST ? 0 : 1).query(sql).executeAndAwait();
    }

    /// Runs `sql` in the first or the second shard.
    public static void runIn(int shard, String sql) {
        POOLS.get(shard).query(sql).executeAndAwait();
    }

    public static Pool first() {
        return POOLS.getFirst();
    }

    public static String textOfTheFirst(String sql) {
        return POOLS.getFirst().query(sql).executeAndAwait().iterator().next().getString(0);
    }

    static Iterable<Row> rowsOfTheFirst(String sql) {
        POOLS.getFirst().query("CREATE EXTENSION IF NOT EXISTS pg_stat_statements").executeAndAwait();
        return POOLS.getFirst().query(sql).executeAndAwait();
    }

    public static long countIn(int shard, String sql) {
        return POOLS.get(shard).query(sql).executeAndAwait().iterator().next().getLong(0);
    }

    /// From now on the slot belongs to nobody; who is writing is waited for.
    public static void fence(int slot, int from) {
        runIn(from, "DELETE FROM slot_owner WHERE slot = " + slot);
    }

    /// Copies a fenced slot and gives it to the other shard. Its rows are left behind where they were.
    public static void flip(int slot, int from) {
        for (String table : List.of("orders", "order_lines", "idempotency_keys", "customers")) {
            for (Row row : POOLS.get(from).query("SELECT row_to_json(t)::text FROM " + table + " AS t WHERE slot = " + slot)
                    .executeAndAwait()) {
                POOLS.get(1 - from)
                        .preparedQuery("INSERT INTO " + table + " SELECT * FROM json_populate_record(null::" + table + ", $1::text::json)")
                        .executeAndAwait(Tuple.of(row.getString(0)));
            }
        }
        runIn(1 - from, "INSERT INTO slot_owner VALUES (" + slot + ")");
    }

    /// Deletes what a move left behind.
    public static void cleanUp(int slot, int shard) {
        for (String table : List.of("orders", "order_lines", "idempotency_keys", "customers")) {
            runIn(shard, "DELETE FROM " + table + " WHERE slot = " + slot);
        }
    }

    /// Takes the second shard away: nobody may connect, and who is connected is thrown out.
    public static void closeTheSecond() {
        POOLS.getFirst().query("ALTER DATABASE orders_1 ALLOW_CONNECTIONS false").executeAndAwait();
        POOLS.getFirst().query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'orders_1'").executeAndAwait();
    }

    public static void openTheSecond() {
        POOLS.getFirst().query("ALTER DATABASE orders_1 ALLOW_CONNECTIONS true").executeAndAwait();
    }

    /// Runs `action` while a transaction of ours keeps every new idempotency key of the first shard waiting.
    public static void whileTheFirstAcceptsNothing(Runnable action) {
        whileTheFirstIsLocked("idempotency_keys IN EXCLUSIVE MODE", action);
    }

    /// Runs `action` while a transaction of ours holds this lock in the first shard: a table and a mode.
    public static void whileTheFirstIsLocked(String lock, Runnable action) {
        SqlConnection connection = POOLS.getFirst().getConnectionAndAwait();
        try {
            connection.query("BEGIN").executeAndAwait();
            connection.query("LOCK TABLE " + lock).executeAndAwait();
            action.run();
        } finally {
            connection.query("COMMIT").executeAndAwait();
            connection.closeAndAwait();
        }
    }

    /// Whether a customer lives in the second shard.
    public static boolean inTheSecond(String customer) {
        return Slots.of(customer) >= SLOTS_OF_THE_FIRST;
    }

    private static Pool pool(String database) {
        TestParts parts = OrderParts.running();
        PgConnectOptions options = PgConnectOptions.fromUri(parts.database(database).url()).setUser(parts.user())
                .setPassword(parts.password());
        return Pool.newInstance(PgBuilder.pool().with(new PoolOptions().setMaxSize(2)).connectingTo(options).using(VERTX).build());
    }
}
