package dev.groundswell.order.settling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;

import dev.groundswell.order.orders.OrderStatus;
import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shards;
import dev.groundswell.order.testing.Shop;
import dev.groundswell.order.testing.Statements;
import dev.groundswell.order.testing.Wire;
import dev.groundswell.platform.consuming.Received;
import dev.groundswell.platform.events.OrderEvent;
import dev.groundswell.platform.sharding.Slots;
import dev.groundswell.platform.sharding.SlottedIds;

@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class SettlingIT {

    private static final int OF_SLOTS = 10;

    private final Shop shop = Shop.newCustomer();
    @SuppressWarnings("NullAway.Init")
    private Wire wire;

    @Inject
    SettlingOrders settling;

    @BeforeEach
    void connect() {
        wire = new Wire();
    }

    @AfterEach
    void disconnect() {
        wire.close();
    }

    @Test
    void takesAnOrderFromQueuedOverPricedToConfirmed() {
        UUID id = shop.placed("A-1", 3);
        OrderEvent priced = Wire.priced(placed(id), 250);
        wire.send("order-priced", priced);
        awaitStatus(id, "priced");
        wire.send("order-reserved", priced);
        awaitStatus(id, "confirmed");
        shop.read(id).then().body("version", equalTo(3), "total.amount", equalTo(750), "lines[0].unitPrice.amount", equalTo(250),
                "lines[0].total.amount", equalTo(750));
        OrderEvent confirmed = wire.read(wire.await("order-confirmed", id));
        assertThat(confirmed.status()).isEqualTo("confirmed");
        assertThat(confirmed.version()).isEqualTo(3);
        assertThat(confirmed.lines()).isEqualTo(priced.lines());
    }

    @Test
    void confirmsAQueuedOrderWhoseReservationArrivesFirst() {
        UUID id = shop.placed("A-1", 2);
        OrderEvent priced = Wire.priced(placed(id), 100);
        wire.send("order-reserved", priced);
        awaitStatus(id, "confirmed");
        wire.send("order-priced", Wire.priced(placed(id), 999));
        settleAnother();
        shop.read(id).then().body("status", equalTo("confirmed"), "version", equalTo(2), "total.amount", equalTo(200),
                "lines[0].unitPrice.amount", equalTo(100));
    }

    @Test
    void keepsTheFirstPrice() {
        UUID id = shop.placed("A-1", 2);
        wire.send("order-priced", Wire.priced(placed(id), 100));
        awaitStatus(id, "priced");
        wire.send("order-priced", Wire.priced(placed(id), 999));
        wire.send("order-reserved", Wire.priced(placed(id), 999));
        awaitStatus(id, "confirmed");
        shop.read(id).then().body("total.amount", equalTo(200), "lines[0].total.amount", equalTo(200), "version", equalTo(3));
    }

    @Test
    void rejectsWithTheReasons() {
        UUID id = shop.placed("A-1", 2);
        wire.send("order-rejected", placed(id).rejected(List.of(new OrderEvent.Reason("out-of-stock", "A-1", "1 available"))));
        awaitStatus(id, "rejected");
        shop.read(id).then().body("reasons[0].code", equalTo("out-of-stock"), "reasons[0].sku", equalTo("A-1"));
        await().atMost(Wire.SOON).until(() -> wire.all("order-rejected", record -> id.toString().equals(record.key())).stream()
                .anyMatch(record -> wire.read(record).status().equals("rejected")));
        wire.send("order-reserved", Wire.priced(placed(id), 100));
        settleAnother();
        assertThat(shop.status(id)).isEqualTo("rejected");
    }

    @Test
    void settlesOnceHoweverOftenItIsTold() {
        UUID id = shop.placed("A-1", 2);
        OrderEvent priced = Wire.priced(placed(id), 100);
        for (int i = 0; i < 5; i++) {
            wire.send("order-priced", priced);
            wire.send("order-reserved", priced);
        }
        awaitStatus(id, "confirmed");
        settleAnother();
        assertThat(wire.all("order-confirmed", record -> id.toString().equals(record.key()))).hasSize(1);
    }

    @Test
    void buriesABadRecordAndSettlesItsNeighbours() {
        UUID before = shop.placed("A-1", 1);
        UUID after = shop.placed("A-1", 1);
        String bad = "bad-" + UUID.randomUUID();
        String unpriced = UUID.randomUUID().toString();
        wire.send("order-reserved", Wire.priced(placed(before), 100));
        wire.sendRaw("order-reserved", bad, "{\"id\": 7".getBytes(UTF_8));
        wire.sendRaw("order-reserved", unpriced,
                ("{\"id\": \"" + placed(before).id()
                        + "\", \"customerId\": \"x\", \"currency\": \"GBP\", \"lines\": [{\"sku\": \"A\", \"quantity\": 1}],"
                        + " \"placedAt\": \"2026-01-01T00:00:00Z\"}").getBytes(UTF_8));
        wire.send("order-reserved", Wire.priced(placed(after), 100));
        awaitStatus(before, "confirmed");
        awaitStatus(after, "confirmed");
        await().atMost(Wire.SOON)
                .until(() -> wire.all("order-reserved.order.dlq", record -> List.of(bad, unpriced).contains(record.key())).size() == 2);
    }

    @Test
    void ignoresAnOrderNobodyPlaced() {
        UUID known = shop.placed("A-1", 1);
        OrderEvent stranger = placed(known);
        wire.send("order-reserved",
                Wire.priced(new OrderEvent(new UUID(stranger.id().getMostSignificantBits(), 0x8000_0000_0000_0001L), stranger.customerId(),
                        "queued", "GBP",
                        stranger.lines(), null, null, stranger.placedAt(), stranger.updatedAt(), 1, stranger.slot(), null), 5));
        wire.send("order-reserved", Wire.priced(stranger, 5));
        awaitStatus(known, "confirmed");
    }

    /// In each shard: the slots held, the decision, the lines of what is told. The outbox has one more.
    @Test
    void takesAsManyStatementsForManyOrdersAsForFew() {
        // A slot that another test has moved and moved back is looked for once.
        settling.settle(queued(OF_SLOTS), OrderStatus.CONFIRMED).await().atMost(Wire.SOON);
        for (int count : new int[]{10, 200}) {
            List<Received<OrderEvent>> batch = queued(count);

            long taken = Statements.count(() -> settling.settle(batch, OrderStatus.CONFIRMED).await().atMost(Wire.SOON));

            assertThat(taken).as("%d orders of each shard", count).isEqualTo(2 * 3);
            assertThat(Shards.count("SELECT count(*) FROM orders WHERE status = 'queued' AND customer_id = 'many-" + count + "'")).isZero();
        }
    }

    @Test
    void settlesManyOrdersOfBothShards() {
        List<UUID> ids = IntStream.range(0, 40).mapToObj(i -> Shop.newCustomer().placed("A-1", 1)).toList();
        ids.forEach(id -> wire.send("order-reserved", Wire.priced(placed(id), 10)));
        await().atMost(Wire.SOON).until(
                () -> Shards.count("SELECT count(*) FROM orders WHERE status = 'confirmed' AND id IN (" + quoted(ids) + ")") == ids.size());
        assertThat(Shards.count("SELECT count(*) FROM order_lines WHERE unit_price IS NULL AND order_id IN (" + quoted(ids) + ")"))
                .isZero();
    }

    /// A dead shard holds up its own orders only, and they are settled when it is back.
    @Test
    void settlesTheOrdersOfOneShardWhileTheOtherIsAway() {
        Shop away = customer(true);
        Shop there = customer(false);
        UUID waiting = away.placed("A-1", 1);
        OrderEvent held = Wire.priced(placed(waiting), 10);
        Shards.closeTheSecond();
        try {
            wire.send("order-priced", held);
            wire.send("order-reserved", held);
            for (int i = 0; i < 5; i++) {
                UUID id = there.placed("A-1", 1);
                wire.send("order-priced", Wire.priced(placed(id), 10));
                wire.send("order-reserved", Wire.priced(placed(id), 10));
                await().atMost(Wire.SOON).untilAsserted(() -> assertThat(there.status(id)).isEqualTo("confirmed"));
            }
            away.read(waiting).then().statusCode(503).header("Retry-After", "1");
        } finally {
            Shards.openTheSecond();
        }
        await().atMost(Wire.SOON).untilAsserted(() -> assertThat(away.status(waiting)).isEqualTo("confirmed"));
    }

    private static Shop customer(boolean inTheSecond) {
        Shop customer = Shop.newCustomer();
        while (Shards.inTheSecond(customer.customer()) != inTheSecond) {
            customer = Shop.newCustomer();
        }
        return customer;
    }

    /// Orders of each shard, as many as `count`, and what catalog tells of them.
    private static List<Received<OrderEvent>> queued(int count) {
        SlottedIds ids = new SlottedIds(Clock.systemUTC(), new Random(count));
        List<Received<OrderEvent>> told = new ArrayList<>();
        for (int shard = 0; shard < 2; shard++) {
            int first = shard * Slots.COUNT / 2;
            List<UUID> orders = IntStream.range(0, count).mapToObj(i -> ids.next(first + i % OF_SLOTS)).toList();
            Shards.runIn(shard, """
                    INSERT INTO orders (id, slot, customer_id, status, currency, placed_at, updated_at, overdue_at)
                    SELECT id, %d + (n - 1) %% %d, 'many-%d', 'queued', 'GBP', now(), now(), now() + interval '1 hour'
                    FROM unnest(ARRAY[%s]::uuid[]) WITH ORDINALITY AS o(id, n)
                    """.formatted(first, OF_SLOTS, count, quoted(orders)));
            Shards.runIn(shard,
                    "INSERT INTO order_lines (order_id, line, slot, sku, quantity) SELECT id, 0, slot, 'A-1', 1 FROM orders WHERE id IN ("
                            + quoted(orders) + ")");
            orders.forEach(id -> told.add(new Received<>(reserved(id), KafkaRecord.of("order-reserved", id.toString(), new byte[0]))));
        }
        return told;
    }

    private static OrderEvent reserved(UUID id) {
        Instant now = Instant.now();
        return Wire.priced(
                new OrderEvent(id, "many", "queued", "GBP", List.of(new OrderEvent.Line("A-1", 1, null, null)), null, null, now, now, 1,
                        SlottedIds.slotOf(id).orElseThrow(), null),
                10);
    }

    private OrderEvent placed(UUID id) {
        return wire.order(id);
    }

    /// When a later order of the same customer, and so of the same partition, is settled, what was sent before has been handled.
    private void settleAnother() {
        UUID another = shop.placed("A-1", 1);
        wire.send("order-priced", Wire.priced(placed(another), 1));
        wire.send("order-reserved", Wire.priced(placed(another), 1));
        awaitStatus(another, "confirmed");
    }

    private void awaitStatus(UUID id, String status) {
        await().atMost(Wire.SOON).untilAsserted(() -> assertThat(shop.status(id)).isEqualTo(status));
    }

    private static String quoted(List<UUID> ids) {
        return String.join(",", ids.stream().map(id -> "'" + id + "'").toList());
    }
}
