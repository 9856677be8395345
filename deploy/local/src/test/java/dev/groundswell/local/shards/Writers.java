package dev.groundswell.local.shards;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Services of a kind: some threads that write to customers of a few slots, each to its own ones, where the slot is, and know what they have written.
final class Writers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> SHARDS = List.of("orders_0", "orders_1");

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Map<String, String> written = new ConcurrentHashMap<>();
    private final Map<Integer, String> places = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory());
    private final List<Future<Boolean>> running = new ArrayList<>();

    Writers(int number, List<Integer> slots) {
        for (int i = 0; i < number; i++) {
            int writer = i;
            running.add(threads.submit(() -> new Writer(writer, slots).write()));
        }
    }

    long commits() {
        return commits.get();
    }

    long refused() {
        return refused.get();
    }

    /// Every row there must be, by table and key, and what it must say.
    Map<String, String> stop() throws Exception {
        stopped.set(true);
        for (Future<Boolean> one : running) {
            boolean whole = one.get();
            assert whole;
        }
        return new TreeMap<>(written);
    }

    @Override
    public void close() {
        stopped.set(true);
        threads.close();
    }

    private final class Writer {
        private final int number;
        private final List<Integer> slots;
        private final Random random;
        private final List<String> orders = new ArrayList<>();
        private final Map<String, Connection> connections = new TreeMap<>();

        Writer(int number, List<Integer> slots) {
            this.number = number;
            this.slots = slots;
            this.random = new Random(number);
        }

        boolean write() throws Exception {
            for (String shard : SHARDS) {
                Connection connection = RealShards.connect(shard);
                connection.setAutoCommit(false);
                connections.put(shard, connection);
            }
            try {
                while (!stopped.get()) {
                    one();
                }
            } finally {
                for (Connection connection : connections.values()) {
                    connection.close();
                }
            }
            return true;
        }

        private void one() throws Exception {
            int kind = orders.size() < 20 ? 0 : random.nextInt(5);
            if (kind == 0) {
                place();
                return;
            }
            String order = orders.get(random.nextInt(orders.size()));
            int slot = slotOf(order);
            String customer = "writer-" + number + "-" + slot;
            switch (kind) {
                case 1 -> {
                    String said = "status " + random.nextInt();
                    in(slot, "UPDATE orders SET traceparent = '" + said + "', version = version + 1 WHERE id = '" + order + "'",
                            "UPDATE order_lines SET sku = '" + said + "' WHERE order_id = '" + order + "'");
                    written.put("orders " + order, said);
                    written.put("order_lines " + order + " 1", said);
                    written.put("order_lines " + order + " 2", said);
                }
                case 2 -> {
                    in(slot, "DELETE FROM idempotency_keys WHERE customer_id = '" + customer + "' AND key = '" + order + "'");
                    var _ = written.remove("idempotency_keys " + customer + " " + order);
                }
                case 3 -> {
                    String name = "name " + random.nextInt();
                    in(slot, "INSERT INTO customers VALUES ('%s', %d, '%s', 'FR', now()) ON CONFLICT (id) DO UPDATE SET name = excluded.name"
                            .formatted(customer, slot, name));
                    written.put("customers " + customer, name);
                }
                default -> {
                    in(slot, "DELETE FROM customers WHERE id = '" + customer + "'");
                    var _ = written.remove("customers " + customer);
                }
            }
        }

        private void place() throws Exception {
            int slot = slots.get(random.nextInt(slots.size()));
            String customer = "writer-" + number + "-" + slot;
            // The last three digits tell the slot.
            String order = UUID.randomUUID().toString().substring(0, 33) + "%03d".formatted(slot);
            in(slot, "INSERT INTO idempotency_keys VALUES ('%s', '%s', %d, '%s', '\\x00', now())".formatted(customer, order, slot, order),
                    """
                            INSERT INTO orders (id, slot, customer_id, status, currency, placed_at, updated_at, overdue_at, traceparent)
                            VALUES ('%s', %d, '%s', 'queued', 'EUR', now(), now(), now(), 'placed')
                            """.formatted(order, slot, customer),
                    "INSERT INTO order_lines SELECT '%s', n, %d, 'placed', 1 FROM generate_series(1, 2) n".formatted(order, slot));
            orders.add(order);
            written.put("orders " + order, "placed");
            written.put("order_lines " + order + " 1", "placed");
            written.put("order_lines " + order + " 2", "placed");
            written.put("idempotency_keys " + customer + " " + order, order);
        }

        private static int slotOf(String order) {
            return Integer.parseInt(order.substring(33));
        }

        private void in(int slot, String... statements) throws Exception {
            long end = System.nanoTime() + PATIENCE.toNanos();
            String place = places.getOrDefault(slot, SHARDS.getFirst());
            while (!inOne(place, slot, statements)) {
                refused.incrementAndGet();
                place = SHARDS.get(1 - SHARDS.indexOf(place));
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("nobody takes slot " + slot);
                }
            }
            places.put(slot, place);
            commits.incrementAndGet();
        }

        private boolean inOne(String place, int slot, String... statements) throws SQLException {
            Connection connection = Objects.requireNonNull(connections.get(place));
            if (RealShards.ask(connection, "SELECT slot FROM slot_owner WHERE slot = " + slot + " FOR KEY SHARE").isEmpty()) {
                connection.rollback();
                return false;
            }
            try (Statement statement = connection.createStatement()) {
                for (String one : statements) {
                    statement.executeUpdate(one);
                }
            }
            connection.commit();
            return true;
        }
    }
}
