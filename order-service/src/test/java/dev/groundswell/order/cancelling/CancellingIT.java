package dev.groundswell.order.cancelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shards;
import dev.groundswell.order.testing.Shop;
import dev.groundswell.order.testing.Wire;
import dev.groundswell.platform.events.OrderEvent;
import dev.groundswell.platform.sharding.Slots;
import dev.groundswell.testing.NotedLog;

@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class CancellingIT {

    private final Shop shop = Shop.newCustomer();
    @SuppressWarnings("NullAway.Init")
    private Wire wire;

    @BeforeEach
    void connect() {
        wire = new Wire();
    }

    @AfterEach
    void disconnect() {
        wire.close();
    }

    @Test
    void cancelsAQueuedOrderOnceAndAnswersTheSameAgain() {
        UUID id = shop.placed("A-1", 4);
        shop.cancel(id).statusCode(202).body("status", equalTo("cancelled"), "version", equalTo(2));
        shop.cancel(id).statusCode(202).body("status", equalTo("cancelled"), "version", equalTo(2));
        OrderEvent told = wire.read(wire.await("order-cancelled", id));
        assertThat(told.lines()).extracting(OrderEvent.Line::quantity).containsExactly(4);
        assertThat(wire.all("order-cancelled", record -> id.toString().equals(record.key()))).hasSize(1);
    }

    @Test
    void neverConfirmsACancelledOrder() {
        UUID cancelled = shop.placed("A-1", 1);
        UUID later = shop.placed("A-1", 1);
        shop.cancel(cancelled).statusCode(202);
        for (UUID id : List.of(cancelled, later)) {
            wire.send("order-reserved", Wire.priced(placed(id), 5));
        }
        awaitStatus(later, "confirmed");
        assertThat(shop.status(cancelled)).isEqualTo("cancelled");
    }

    @Test
    void cancelsAConfirmedOrderWithinTheWindowOnly() {
        UUID early = confirmed();
        shop.cancel(early).statusCode(202).body("status", equalTo("cancelled"));
        UUID late = confirmed();
        Shards.run(Slots.of(shop.customer()),
                "UPDATE orders SET settled_at = settled_at - interval '31 minutes' WHERE id = '" + late + "'");
        shop.cancel(late).statusCode(409).contentType("application/problem+json");
        assertThat(shop.status(late)).isEqualTo("confirmed");
    }

    @Test
    void refusesToCancelARejectedOrder() {
        UUID id = shop.placed("A-1", 1);
        wire.send("order-rejected", placed(id).rejected(List.of(new OrderEvent.Reason("no-price", "A-1", null))));
        awaitStatus(id, "rejected");
        shop.cancel(id).statusCode(409);
    }

    @Test
    void hidesTheOrdersOfOthers() {
        UUID id = shop.placed("A-1", 1);
        Shop.newCustomer().cancel(id).statusCode(404);
        Shop.newCustomer().read(id).then().statusCode(404);
        shop.cancel(UUID.randomUUID()).statusCode(404);
        Shop.admin().post("/api/orders/" + id + "/cancel").then().statusCode(202);
    }

    @Test
    void anAdminsCancellationIsAuditedOnce() {
        UUID own = shop.placed("A-1", 1);
        UUID id = shop.placed("A-1", 1);
        try (NotedLog audit = new NotedLog("dev.groundswell.audit")) {
            shop.cancel(own).statusCode(202);
            Shop.admin().post("/api/orders/" + id + "/cancel").then().statusCode(202);
            Shop.admin().post("/api/orders/" + id + "/cancel").then().statusCode(202);
            assertThat(audit.lines()).containsExactly("admin \"admin\" changed order:" + id + " 1 -> 2");
        }
    }

    private UUID confirmed() {
        UUID id = shop.placed("A-1", 1);
        wire.send("order-reserved", Wire.priced(placed(id), 5));
        awaitStatus(id, "confirmed");
        return id;
    }

    private OrderEvent placed(UUID id) {
        return wire.order(id);
    }

    private void awaitStatus(UUID id, String status) {
        await().atMost(Wire.SOON).untilAsserted(() -> assertThat(shop.status(id)).isEqualTo(status));
    }
}
