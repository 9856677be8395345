package dev.groundswell.order.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;

import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shards;
import dev.groundswell.order.testing.Shop;
import dev.groundswell.order.testing.Standby;
import dev.groundswell.order.testing.Wire;
import dev.groundswell.platform.consistency.ConsistencyToken;
import dev.groundswell.platform.consistency.Seen;
import dev.groundswell.platform.sharding.Slots;

/// The service while a slot leaves the first shard for the second, step by step, and its map is behind. What is left in the first shard stays there,
/// as before a move's last step, and must be seen and changed by nobody.
@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class MovingSlotIT {

    private static final int FIRST = 0;
    private static final int SECOND = 1;

    @Inject
    MeterRegistry registry;

    private final Shop shop = customerOfTheFirst();
    private final int slot = Slots.of(shop.customer());

    @AfterEach
    void moveBack() {
        Shards.runIn(SECOND, "DELETE FROM slot_owner WHERE slot = " + slot);
        Shards.cleanUp(slot, FIRST);
        Shards.cleanUp(slot, SECOND);
        Shards.runIn(FIRST, "INSERT INTO slot_owner VALUES (" + slot + ") ON CONFLICT DO NOTHING");
    }

    @Test
    void anOrderWaitsWhileTheSlotIsOnItsWayAndIsAcceptedWhereItArrives() throws Exception {
        Shards.fence(slot, FIRST);
        CompletableFuture<ValidatableResponse> placed = CompletableFuture.supplyAsync(() -> shop.place("k", Shop.body("A-1", 1)));
        await().during(Duration.ofMillis(200)).until(() -> !placed.isDone());

        Shards.flip(slot, FIRST);

        String id = placed.get().statusCode(202).extract().path("id");
        assertThat(Shards.countIn(SECOND, "SELECT count(*) FROM orders WHERE id = '" + id + "'")).isEqualTo(1);
        assertThat(Shards.countIn(FIRST, "SELECT count(*) FROM orders WHERE id = '" + id + "'")).isZero();
        try (Wire wire = new Wire()) {
            wire.await("order-placed", UUID.fromString(id));
        }
    }

    @Test
    void whatBelongsToNobodyForTooLongIsPutOffAndNothingIsWritten() {
        UUID id = shop.placed("A-1", 1);
        Shards.fence(slot, FIRST);

        shop.place("k", Shop.body("A-1", 1)).statusCode(503).header("Retry-After", equalTo("1"));
        shop.read(id).then().statusCode(503);
        shop.cancel(id).statusCode(503);

        assertThat(Shards.count("SELECT count(*) FROM orders WHERE customer_id = '" + shop.customer() + "' AND id <> '" + id + "'"))
                .isZero();
        assertThat(Shards.count("SELECT count(*) FROM idempotency_keys WHERE customer_id = '" + shop.customer() + "' AND key = 'k'"))
                .isZero();
        assertThat(Shards.count("SELECT count(*) FROM orders WHERE customer_id = '" + shop.customer() + "' AND status = 'cancelled'"))
                .isZero();
    }

    @Test
    void everythingIsReadAndWrittenWhereTheSlotIsNow() {
        String body = Shop.body("A-1", 1);
        UUID id = UUID.fromString(shop.place("k", body).statusCode(202).extract().path("id"));
        shop.request().body("{\"name\": \"Ada\", \"country\": \"GB\"}").put("/api/customers/" + shop.customer()).then().statusCode(201);
        Shards.fence(slot, FIRST);
        Shards.flip(slot, FIRST);
        Shards.runIn(SECOND, "UPDATE orders SET status = 'priced', total = 255, version = 2 WHERE id = '" + id + "'");

        shop.read(id).then().statusCode(200).body("status", equalTo("priced"));
        shop.request().get("/api/orders").then().body("items.id", contains(id.toString())).body("items[0].version", equalTo(2));
        shop.place("k", body).statusCode(202).header("Idempotency-Replayed", equalTo("true")).body("version", equalTo(2));
        shop.request().body("{\"name\": \"Eve\", \"country\": \"GB\"}").put("/api/customers/" + shop.customer()).then().statusCode(200);
        shop.request().get("/api/customers/" + shop.customer()).then().body("name", equalTo("Eve"));
        shop.cancel(id).statusCode(202).body("version", equalTo(3));

        assertThat(Shards.countIn(FIRST, "SELECT count(*) FROM orders WHERE id = '" + id + "' AND status = 'queued' AND version = 1"))
                .isEqualTo(1);
        assertThat(Shards.countIn(FIRST, "SELECT count(*) FROM customers WHERE id = '" + shop.customer() + "' AND name = 'Ada'"))
                .isEqualTo(1);
        shop.request().delete("/api/customers/" + shop.customer()).then().statusCode(204);
        assertThat(Shards.countIn(SECOND, "SELECT count(*) FROM orders WHERE id = '" + id + "' AND customer_id LIKE 'erased-%'"))
                .isEqualTo(1);
    }

    /// As a token of before the move knows the second shard's position by another customer, at most.
    @Test
    void aTokenOfBeforeTheMoveReadsThePrimaryOfTheNewShard() {
        UUID id = shop.placed("A-1", 1);
        String token = shop.read(id).getHeader(ConsistencyToken.HEADER);
        Shards.fence(slot, FIRST);
        Shards.flip(slot, FIRST);
        Shards.runIn(SECOND, "UPDATE orders SET status = 'priced', total = 255, version = 2 WHERE id = '" + id + "'");
        Standby.awaitAll();

        Response read = shop.request().header(ConsistencyToken.HEADER, token).get("/api/orders/" + id);

        read.then().statusCode(200).body("version", equalTo(2));
        ConsistencyToken now = ConsistencyToken.parse(read.getHeader(ConsistencyToken.HEADER)).orElseThrow();
        assertThat(now.of("orders_0")).isNotNull();
        assertThat(now.of("orders_1")).isNotNull();
    }

    /// This process still has the old map, and the replica of the shard the slot has left has not heard of the fence: it would show the order as it was.
    @Test
    void whoHasSeenBothShardsIsNotServedByAReplicaThatHasNotHeardOfTheMove() {
        UUID id = shop.placed("A-1", 1);
        String before = shop.read(id).getHeader(ConsistencyToken.HEADER);
        await().atMost(Wire.SOON).until(() -> {
            double served = replicaReads();
            shop.request().header(ConsistencyToken.HEADER, before).get("/api/orders/" + id).then().statusCode(200);
            return replicaReads() > served;
        });
        String both = ConsistencyToken.parse(before).orElseThrow().with("orders_1", new Seen(1, 1)).text();
        Standby.holdBack();
        try {
            Shards.fence(slot, FIRST);
            Shards.flip(slot, FIRST);
            Shards.runIn(SECOND, "UPDATE orders SET status = 'priced', total = 255, version = 2 WHERE id = '" + id + "'");

            shop.request().header(ConsistencyToken.HEADER, both).get("/api/orders/" + id).then().statusCode(200)
                    .body("version", equalTo(2));
        } finally {
            Standby.letGo();
        }
    }

    @Test
    void anEventIsAppliedWhereTheSlotIsNow() {
        UUID id = shop.placed("A-1", 1);
        Shards.fence(slot, FIRST);
        try (Wire wire = new Wire()) {
            var placed = wire.read(wire.await("order-placed", id));
            wire.send("order-rejected", placed.rejected(List.of()));
            Shards.flip(slot, FIRST);

            await().atMost(Wire.SOON).untilAsserted(() -> shop.read(id).then().statusCode(200).body("status", equalTo("rejected")));
        }
        assertThat(Shards.countIn(FIRST, "SELECT count(*) FROM orders WHERE id = '" + id + "' AND status = 'queued'")).isEqualTo(1);
    }

    @Test
    void anAdminSeesEachOrderOnceThroughout() throws Exception {
        UUID id = shop.placed("A-1", 1);
        Shards.fence(slot, FIRST);
        CompletableFuture<List<String>> listed = CompletableFuture
                .supplyAsync(() -> Shop.admin().get("/api/orders?limit=100").then().statusCode(200).extract().path("items.id"));
        await().during(Duration.ofMillis(100)).until(() -> !listed.isDone());
        Shards.flip(slot, FIRST);

        assertThat(listed.get()).containsOnlyOnce(id.toString());
        assertThat(Shop.admin().get("/api/orders?limit=100").then().extract().<List<String>>path("items.id"))
                .containsOnlyOnce(id.toString());
    }

    @Test
    void whatIsLeftBehindIsNotRemindedOf() {
        UUID id = shop.placed("A-1", 1);
        await().atMost(Wire.SOON).until(() -> Shards.count("SELECT count(*) FROM outbox WHERE key = '" + id + "'") == 0);
        Shards.fence(slot, FIRST);
        Shards.flip(slot, FIRST);

        String overdue = "UPDATE orders SET overdue_at = now() - interval '1 second' WHERE id = '" + id + "'";
        Shards.runIn(FIRST, overdue);
        Shards.runIn(SECOND, overdue);

        await().atMost(Wire.SOON)
                .until(() -> Shards.countIn(SECOND, "SELECT count(*) FROM orders WHERE id = '" + id + "' AND reminders = 1") == 1);
        assertThat(Shards.countIn(FIRST, "SELECT count(*) FROM orders WHERE id = '" + id + "' AND reminders = 0")).isEqualTo(1);
    }

    private double replicaReads() {
        return registry.counter("database.reads", "database", "orders_0", "at", "replica").count();
    }

    private static Shop customerOfTheFirst() {
        Shop customer;
        do {
            customer = Shop.newCustomer();
        } while (Shards.inTheSecond(customer.customer()));
        return customer;
    }
}
