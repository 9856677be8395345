package dev.groundswell.order.placing;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.order.orders.Order;
import dev.groundswell.platform.commerce.Money;
import dev.groundswell.platform.events.OutgoingEvent;
import dev.groundswell.platform.outbox.OutboxRow;

/// The one statement that accepts orders: key, order, lines and outbox row of each, or nothing of it.
///
/// It joins `slot_owner`, so that a shard refuses what it does not own, and waits for a transaction in flight that holds the same key. Keys are
/// inserted in their order, so that two batches with common keys wait for each other instead of dying of a deadlock.
final class Acceptances {

    private static final String ACCEPT = """
            WITH wanted AS (
                SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::text[], $4::text[], $5::bytea[], $6::text[], $7::bigint[], $8::timestamptz[], $9::timestamptz[], $10::text[])
                    AS w(id, slot, customer_id, key, fingerprint, currency, expected_total, placed_at, overdue_at, traceparent)
            ), owned AS (
                SELECT slot FROM slot_owner WHERE slot = ANY($2) ORDER BY slot FOR KEY SHARE
            ), fresh AS (
                INSERT INTO idempotency_keys (customer_id, key, slot, order_id, fingerprint, created_at)
                SELECT customer_id, key, slot, id, fingerprint, placed_at FROM wanted JOIN owned USING (slot) ORDER BY customer_id, key
                ON CONFLICT DO NOTHING
                RETURNING order_id
            ), accepted AS (
                INSERT INTO orders (id, slot, customer_id, status, currency, expected_total, placed_at, updated_at, overdue_at, traceparent)
                SELECT id, slot, customer_id, 'queued', currency, expected_total, placed_at, placed_at, overdue_at, traceparent
                FROM wanted JOIN fresh ON order_id = id
            ), lined AS (
                INSERT INTO order_lines (order_id, line, slot, sku, quantity)
                SELECT l.order_id, l.line, l.slot, l.sku, l.quantity
                FROM unnest($11::uuid[], $12::smallint[], $13::smallint[], $14::text[], $15::int[]) AS l(order_id, line, slot, sku, quantity)
                JOIN fresh USING (order_id)
            )
            INSERT INTO outbox (topic, event_id, key, slot, occurred_at, value, traceparent)
            SELECT e.topic, e.event_id, e.order_id::text, w.slot, w.placed_at, e.value, w.traceparent
            FROM unnest($1::uuid[], $16::text[], $17::text[], $18::bytea[]) AS e(order_id, topic, event_id, value)
            JOIN fresh USING (order_id) JOIN wanted w ON w.id = e.order_id
            RETURNING id, key
            """;

    private Acceptances() {}

    /// Emits the outbox rows of the orders that are new, by order id. An order that is missing met a known key or a slot that is not here.
    /// Of two with one key in the same batch one is new.
    static Uni<Map<UUID, OutboxRow>> accept(SqlConnection shard, List<Acceptance> acceptances) {
        Map<UUID, OutgoingEvent> events = new HashMap<>();
        acceptances.forEach(acceptance -> events.put(acceptance.order().id(), acceptance.event()));
        return shard.preparedQuery(ACCEPT).execute(parameters(acceptances)).map(rows -> {
            Map<UUID, OutboxRow> fresh = new HashMap<>();
            rows.forEach(row -> {
                UUID id = UUID.fromString(row.getString("key"));
                OutgoingEvent event = events.get(id);
                if (event != null) {
                    fresh.put(id, new OutboxRow(row.getLong("id"), event));
                }
            });
            return fresh;
        });
    }

    private static Tuple parameters(List<Acceptance> acceptances) {
        int count = acceptances.size();
        UUID[] ids = new UUID[count];
        Short[] slots = new Short[count];
        String[] customers = new String[count];
        String[] keys = new String[count];
        Buffer[] fingerprints = new Buffer[count];
        String[] currencies = new String[count];
        @Nullable
        Long[] expected = new @Nullable Long[count];
        OffsetDateTime[] placed = new OffsetDateTime[count];
        OffsetDateTime[] overdue = new OffsetDateTime[count];
        @Nullable
        String[] traces = new @Nullable String[count];
        String[] topics = new String[count];
        String[] eventIds = new String[count];
        Buffer[] values = new Buffer[count];
        Lines lines = new Lines();
        for (int i = 0; i < count; i++) {
            Acceptance acceptance = acceptances.get(i);
            Order order = acceptance.order();
            Money total = order.expectedTotal();
            ids[i] = order.id();
            slots[i] = (short) order.slot();
            customers[i] = order.customerId();
            keys[i] = acceptance.key();
            fingerprints[i] = Buffer.buffer(acceptance.fingerprint());
            currencies[i] = order.currency();
            expected[i] = total == null ? null : total.amount();
            placed[i] = order.placedAt().atOffset(ZoneOffset.UTC);
            overdue[i] = acceptance.overdueAt().atOffset(ZoneOffset.UTC);
            traces[i] = order.traceparent();
            topics[i] = acceptance.event().topic().baseName();
            eventIds[i] = acceptance.event().id();
            values[i] = Buffer.buffer(acceptance.event().value());
            lines.add(order);
        }
        return Tuple.from(List.of(ids, slots, customers, keys, fingerprints, currencies, expected, placed, overdue, traces,
                lines.orders.toArray(UUID[]::new), lines.numbers.toArray(Short[]::new), lines.slots.toArray(Short[]::new),
                lines.skus.toArray(String[]::new), lines.quantities.toArray(Integer[]::new), topics, eventIds, values));
    }

    /// The lines of all orders as columns.
    private static final class Lines {

        private final List<UUID> orders = new ArrayList<>();
        private final List<Short> numbers = new ArrayList<>();
        private final List<Short> slots = new ArrayList<>();
        private final List<String> skus = new ArrayList<>();
        private final List<Integer> quantities = new ArrayList<>();

        void add(Order order) {
            for (int line = 0; line < order.lines().size(); line++) {
                orders.add(order.id());
                numbers.add((short) line);
                slots.add((short) order.slot());
                skus.add(order.lines().get(line).sku());
                quantities.add(order.lines().get(line).quantity());
            }
        }
    }
}
