package dev.groundswell.local.shards;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.groundswell.local.postgres.PostgresServers;
import dev.groundswell.local.testing.TestParts;

/// The two shards of a real server, for all tests of this room.
final class RealShards {
    private static final TestParts PARTS = TestParts.shared("--databases", "orders", "--no-replica", "--partitions", "4");
    private static final Map<String, Connection> KEPT = new HashMap<>();

    private RealShards() {}

    static PostgresServers.Address server() {
        String address = PARTS.database("orders_0").address();
        return new PostgresServers.Address(Integer.parseInt(address.substring(address.indexOf(':') + 1)), Optional.empty(), PARTS.user(),
                PARTS.password());
    }

    static Connection connect(String name) throws SQLException {
        TestParts.Database database = PARTS.database(name);
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    static void run(String name, String... statements) {
        try (Statement statement = kept(name).createStatement()) {
            for (String one : statements) {
                statement.executeUpdate(one);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The first column of what is found.
    static List<String> ask(String name, String question) {
        try {
            return ask(kept(name), question);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> ask(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(question)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }

    static List<Integer> owned(String name, Collection<Integer> slots) {
        return ask(name, "SELECT slot FROM slot_owner WHERE slot = ANY(" + SlotRanges.sql(slots) + ") ORDER BY slot").stream()
                .map(Integer::parseInt).toList();
    }

    /// All that a shard has of these slots, a text a row.
    static SortedSet<String> rows(String name, Collection<Integer> slots) {
        return rowsBySlot(name, slots).values().stream().flatMap(Collection::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    static Map<Integer, SortedSet<String>> rowsBySlot(String name, Collection<Integer> slots) {
        Map<Integer, SortedSet<String>> rows = new TreeMap<>();
        ask(name, SlotTable.ALL.stream().map(table -> "SELECT slot || ':%1$s ' || t::text FROM %1$s t WHERE slot = ANY(%2$s)"
                .formatted(table.name(), SlotRanges.sql(slots))).collect(Collectors.joining(" UNION ALL "))).forEach(row -> {
                    int colon = row.indexOf(':');
                    rows.computeIfAbsent(Integer.valueOf(row.substring(0, colon)), slot -> new TreeSet<>()).add(row.substring(colon + 1));
                });
        return rows;
    }

    /// What a move leaves behind in a shard when it is over: nothing.
    static List<String> leftovers(String name) {
        List<String> left = new ArrayList<>(ask(name, "SELECT 'move ' || m FROM slot_moves m"));
        left.addAll(ask(name, "SELECT 'change ' || c FROM slot_changes c"));
        left.addAll(ask(name,
                "SELECT 'trigger of ' || tgrelid::regclass FROM pg_trigger WHERE tgname = 'note_slot_change' AND tgenabled <> 'D'"));
        return left;
    }

    private static synchronized Connection kept(String name) throws SQLException {
        Connection known = KEPT.get(name);
        if (known == null) {
            known = connect(name);
            KEPT.put(name, known);
        }
        return known;
    }

    /// A customer of each slot with some orders of three lines, their keys, and every kind of value.
    static void fill(String name, Collection<Integer> slots, int orders) {
        String all = SlotRanges.sql(slots);
        run(name,
                """
                        INSERT INTO customers SELECT 'filled-' || s, s, E'Zoë "\\t\\\\ O''Hara', 'NL', '2026-01-31 23:59:59.123456+02' FROM unnest(%s) s
                        """
                        .formatted(all),
                """
                        WITH made AS (
                            INSERT INTO orders (id, slot, customer_id, status, currency, total, reasons, placed_at, updated_at, overdue_at, traceparent)
                            SELECT gen_random_uuid(), s, 'filled-' || s, 'priced', 'EUR', 9007199254740993 + n, '[{"code": "x", "sku": null}]', now(), now(),
                                now() + interval '1 year', CASE WHEN n > 1 THEN 'trace' END FROM unnest(%s) s, generate_series(1, %d) n RETURNING id, slot, customer_id
                        ), lined AS (
                            INSERT INTO order_lines SELECT id, n, slot, 'sku-' || n, n, NULL, 5 FROM made, generate_series(1, 3) n
                        )
                        INSERT INTO idempotency_keys SELECT customer_id, 'key-' || id, slot, id, sha256(id::text::bytea), now() FROM made
                        """
                        .formatted(all, orders));
    }
}
