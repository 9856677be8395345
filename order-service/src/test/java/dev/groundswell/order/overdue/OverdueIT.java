package dev.groundswell.order.overdue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shards;
import dev.groundswell.order.testing.Shop;
import dev.groundswell.order.testing.Wire;
import dev.groundswell.platform.sharding.Slots;

@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class OverdueIT {

    private final Shop shop = Shop.newCustomer();

    @Test
    void tellsAnUnsettledOrderAgain() {
        UUID id = shop.placed("A-1", 1);
        try (Wire wire = new Wire()) {
            wire.await("order-placed", id);
            makeOverdue(id, 0);
            await().atMost(Wire.SOON).until(() -> wire.all("order-placed", record -> id.toString().equals(record.key())).size() == 2);
            shop.read(id).then().body("status", equalTo("queued"), "version", equalTo(1));
            assertThat(Shards.count("SELECT reminders FROM orders WHERE id = '" + id + "' UNION ALL SELECT 0 LIMIT 1")).isEqualTo(1);
        }
    }

    @Test
    void givesUpAfterTheLastReminder() {
        UUID id = shop.placed("A-1", 1);
        makeOverdue(id, 10);
        await().atMost(Wire.SOON)
                .untilAsserted(() -> shop.read(id).then().body("status", equalTo("rejected"), "reasons[0].code", equalTo("failed")));
        try (Wire wire = new Wire()) {
            assertThat(wire.read(wire.await("order-rejected", id)).status()).isEqualTo("rejected");
        }
        shop.cancel(id).statusCode(409);
    }

    /// Kafka is away or slow: telling it twice would make those behind it wait even longer.
    @Test
    void waitsForAnEventThatIsStillInTheOutbox() {
        UUID id = shop.placed("A-1", 1);
        awaitTold(id);
        Shards.run(Slots.of(shop.customer()),
                "INSERT INTO outbox (topic, event_id, key, slot, occurred_at, value, created_at) VALUES ('order-placed', 'stuck', '" + id
                        + "', 7, now(), '{}'::bytea, now() + interval '1 day')");
        try {
            overdue(id, 3);
            await().atMost(Wire.SOON).until(() -> Shards.count(of(id, "overdue_at > now()")) == 1);
            assertThat(Shards.count(of(id, "reminders = 3"))).isEqualTo(1);
        } finally {
            Shards.run(Slots.of(shop.customer()), "DELETE FROM outbox WHERE key = '" + id + "'");
        }
        overdue(id, 3);
        await().atMost(Wire.SOON).until(() -> Shards.count(of(id, "reminders = 4")) == 1);
    }

    /// The sweeper finds what a crash between commit and publishing leaves behind.
    @Test
    void publishesARowThatWasForgotten() {
        UUID id = UUID.randomUUID();
        Shards.run(Slots.of(shop.customer()),
                "INSERT INTO outbox (topic, event_id, key, slot, occurred_at, value, created_at) VALUES ('order-cancelled', 'forgotten', '"
                        + id + "', 7, now(), '{}'::bytea, now() - interval '6 seconds')");
        try (Wire wire = new Wire()) {
            wire.await("order-cancelled", id);
        }
        await().atMost(Wire.SOON).until(() -> Shards.count("SELECT count(*) FROM outbox WHERE key = '" + id + "'") == 0);
    }

    private void makeOverdue(UUID id, int reminders) {
        awaitTold(id);
        overdue(id, reminders);
    }

    private static void awaitTold(UUID id) {
        await().atMost(Wire.SOON).until(() -> Shards.count("SELECT count(*) FROM outbox WHERE key = '" + id + "'") == 0);
    }

    private void overdue(UUID id, int reminders) {
        Shards.run(Slots.of(shop.customer()),
                "UPDATE orders SET overdue_at = now() - interval '1 second', reminders = " + reminders + " WHERE id = '" + id + "'");
    }

    private static String of(UUID id, String condition) {
        return "SELECT count(*) FROM orders WHERE id = '" + id + "' AND " + condition;
    }
}
