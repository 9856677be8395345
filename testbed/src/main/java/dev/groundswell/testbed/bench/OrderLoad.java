package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import dev.groundswell.local.testing.TestParts.Database;

/// Fills shards with orders that were confirmed: key, order and one line of each, by COPY, all shards at once. Nobody may place orders meanwhile.
///
/// Indexes in which neighbours of the load lie far apart are made again afterwards from their own definitions: kept up row by row they would cost a page
/// of the write-ahead log each.
final class OrderLoad {
    /// Well below what the primary keeps for a replica that lags (`wal_keep_size`): one that lags more is lost for good.
    private static final long MOST_LAG = 256L << 20;
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(2);
    private static final Duration OVERDUE_AFTER = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final int CHUNK = 1 << 20;

    private static final List<Table> TABLES = List.of(
            new Table("idempotency_keys", "customer_id, key, slot, order_id, fingerprint, created_at", OrderLoad::key),
            new Table("orders",
                    "id, slot, customer_id, status, currency, total, placed_at, updated_at, settled_at, version, traceparent, overdue_at",
                    OrderLoad::order),
            new Table("order_lines", "order_id, line, slot, sku, quantity, unit_price, total", OrderLoad::line));
    /// The keys of past orders would be forgotten in the middle of a measurement.
    private static final String KEEPING_KEYS = """
            INSERT INTO jobs (name, done, known_since) VALUES ('expired-keys', now() + interval '1 year', now())
            ON CONFLICT (name) DO UPDATE SET done = excluded.done
            """;
    private static final String INDEXES = """
            SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename IN ('idempotency_keys', 'orders', 'order_lines')
            """;
    /// How to drop and to make again what is not made in the order of the load.
    private static final String REMADE = """
            SELECT format('ALTER TABLE %1$s DROP CONSTRAINT %2$I', conrelid::regclass, conname),
                format('ALTER TABLE %1$s ADD CONSTRAINT %2$I %3$s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            FROM pg_constraint WHERE conrelid = 'idempotency_keys'::regclass AND contype = 'p'
            UNION ALL
            SELECT format('DROP INDEX %I', indexname), indexdef FROM pg_indexes
            WHERE schemaname = current_schema() AND tablename = 'orders'
                AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE conrelid = 'orders'::regclass)
            """;
    private static final String LAG = "SELECT coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)), 0) FROM pg_stat_replication";

    private final List<Database> shards;

    OrderLoad(List<Database> shards) {
        this.shards = List.copyOf(shards);
    }

    /// A table, and how an order's row of it reads.
    private record Table(String name, String columns, Row row) {}

    @FunctionalInterface
    private interface Row {
        /// Appends the columns, each after a tab.
        void append(StringBuilder text, PastOrders orders, int order);
    }

    /// Returns when the shards hold these orders and nothing else, analysed, and the replica has all of it. Fails with [BenchException] when an index is
    /// not what it was.
    void fill(PastOrders orders) throws SQLException, InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(shards.size())) {
            List<Future<?>> loads = new ArrayList<>();
            for (Database shard : shards) {
                loads.add(threads.submit(() -> {
                    fill(shard, orders);
                    return null;
                }));
            }
            for (Future<?> load : loads) {
                load.get();
            }
        } catch (ExecutionException e) {
            throw new BenchException("orders could not be loaded: " + e.getCause(), e);
        }
        settle();
    }

    /// Returns when the replica has replayed everything and the primary has nothing left to write.
    void settle() throws SQLException, InterruptedException {
        try (Connection connection = connect(shards.getFirst()); Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
            awaitReplica(statement, 0);
        }
    }

    private static void fill(Database shard, PastOrders orders) throws SQLException, InterruptedException, IOException {
        try (Connection connection = connect(shard);
                Statement statement = connection.createStatement();
                Connection other = connect(shard);
                Statement lag = other.createStatement()) {
            statement.execute("SET maintenance_work_mem = '512MB'");
            statement.execute("TRUNCATE orders, order_lines, idempotency_keys, outbox");
            statement.execute(KEEPING_KEYS);
            Set<String> indexes = new HashSet<>(strings(statement, INDEXES, 1));
            List<String> dropping = strings(statement, REMADE, 1);
            List<String> making = strings(statement, REMADE, 2);
            Set<Integer> owned = new HashSet<>();
            strings(statement, "SELECT slot FROM slot_owner", 1).forEach(slot -> owned.add(Integer.valueOf(slot)));
            for (String drop : dropping) {
                statement.execute(drop);
            }
            for (Table table : TABLES) {
                copy(connection.unwrap(PGConnection.class), table, orders, owned, lag);
            }
            for (String make : making) {
                statement.execute(make);
                awaitReplica(lag, MOST_LAG);
            }
            if (!indexes.equals(new HashSet<>(strings(statement, INDEXES, 1)))) {
                throw new BenchException(shard.name() + " has other indexes than before it was filled");
            }
            statement.execute("VACUUM (ANALYZE) orders, order_lines, idempotency_keys");
        }
    }

    private static void copy(PGConnection shard, Table table, PastOrders orders, Set<Integer> owned, Statement lag)
            throws SQLException, InterruptedException {
        CopyIn in = shard.getCopyAPI().copyIn("COPY " + table.name + " (" + table.columns + ") FROM STDIN");
        try {
            StringBuilder text = new StringBuilder(CHUNK + 1_000);
            for (int order = 0; order < orders.size(); order++) {
                if (owned.contains(orders.slotOf(order))) {
                    int begin = text.length();
                    table.row.append(text, orders, order);
                    text.deleteCharAt(begin).append('\n');
                }
                if (text.length() >= CHUNK || order == orders.size() - 1) {
                    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
                    in.writeToCopy(bytes, 0, bytes.length);
                    text.setLength(0);
                    awaitReplica(lag, MOST_LAG);
                }
            }
            in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
    }

    private static void awaitReplica(Statement statement, long most) throws SQLException, InterruptedException {
        while (Long.parseLong(strings(statement, LAG, 1).getFirst()) > most) {
            Thread.sleep(LOOK_EVERY);
        }
    }

    private static void key(StringBuilder text, PastOrders orders, int order) {
        String id = orders.id(order).toString();
        put(text, PastOrders.customer(orders.customerOf(order)));
        put(text, "key-" + id);
        put(text, orders.slotOf(order));
        put(text, id);
        // Thirty-two bytes, as SHA-256 has.
        put(text, "\\\\x" + id.replace("-", "").repeat(2));
        put(text, orders.placedAt(order));
    }

    private static void order(StringBuilder text, PastOrders orders, int order) {
        Instant placed = orders.placedAt(order);
        Instant settled = placed.plus(SETTLED_AFTER);
        String id = orders.id(order).toString();
        put(text, id);
        put(text, orders.slotOf(order));
        put(text, PastOrders.customer(orders.customerOf(order)));
        put(text, "confirmed");
        put(text, "GBP");
        put(text, price(order));
        put(text, placed);
        put(text, settled);
        put(text, settled);
        put(text, 3);
        put(text, "00-" + id.replace("-", "") + "-e0f175de5ca105a9-00");
        put(text, placed.plus(OVERDUE_AFTER));
    }

    private static void line(StringBuilder text, PastOrders orders, int order) {
        put(text, orders.id(order));
        put(text, 0);
        put(text, orders.slotOf(order));
        put(text, "DEMO-" + order % 300);
        put(text, 1);
        put(text, price(order));
        put(text, price(order));
    }

    private static int price(int order) {
        return 100 + order % 9_900;
    }

    private static void put(StringBuilder text, Object column) {
        text.append('\t').append(column);
    }

    private static List<String> strings(Statement statement, String query, int column) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                strings.add(rows.getString(column));
            }
        }
        return strings;
    }

    private static Connection connect(Database shard) throws SQLException {
        return DriverManager.getConnection(shard.jdbcUrl(), shard.user(), shard.password());
    }
}
