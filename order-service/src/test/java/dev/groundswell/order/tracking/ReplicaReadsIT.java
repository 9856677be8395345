package dev.groundswell.order.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shards;
import dev.groundswell.order.testing.Shop;
import dev.groundswell.order.testing.Standby;
import dev.groundswell.order.testing.Wire;
import dev.groundswell.platform.consistency.ConsistencyToken;
import dev.groundswell.platform.consistency.Seen;
import dev.groundswell.platform.sharding.Slots;

/// A replica that is held back, away or silent, and customers that notice nothing of it.
@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class ReplicaReadsIT {

    private static final Duration FAR_BELOW_A_HANG = Duration.ofSeconds(3);

    @Inject
    MeterRegistry registry;

    private final Shop shop = new Shop(customerOfTheFirstShard());
    private final Shop other = new Shop(customerOfTheFirstShard());

    @AfterEach
    void mend() {
        // A connection that hangs would take the next test's replica away, and one that is held back does not return.
        OrderParts.wayToTheReplica().reset();
        Standby.letGo();
    }

    @Test
    void nobodyReadsOlderThanItsOwnWriteWhileOthersStillUseTheReplica() {
        UUID old = other.placed("A-1", 1);
        String token = token(other.read(old));
        awaitServedByTheReplica(other, old, token);
        Standby.holdBack();

        Response placed = shop.request().header("Idempotency-Key", "k").body(Shop.body("A-1", 1)).post("/api/orders");
        UUID mine = UUID.fromString(placed.then().statusCode(202).extract().path("id"));

        double before = reads("primary");
        read(shop, mine, token(placed)).then().statusCode(200).body("status", equalTo("queued"));
        list(shop, token(placed)).then().statusCode(200).body("items.id", hasItem(mine.toString()));
        assertThat(reads("primary") - before).isEqualTo(2);
        double served = reads("replica");
        read(other, old, token).then().statusCode(200);
        assertThat(reads("replica") - served).isEqualTo(1);
    }

    @Test
    void nobodyGoesBackInTime() {
        UUID id = shop.placed("A-1", 1);
        String token = token(shop.read(id));
        awaitServedByTheReplica(shop, id, token);
        Standby.holdBack();
        Shards.run(Slots.of(shop.customer()), "UPDATE orders SET status = 'priced', total = 100, version = 2 WHERE id = '" + id + "'");

        awaitShownByTheReplica(() -> read(shop, id, token), "version", 1, 2);
        Response latest = shop.read(id);
        latest.then().body("version", equalTo(2));

        read(shop, id, token(latest)).then().body("version", equalTo(2));
        list(shop, token(latest)).then().body("items[0].version", equalTo(2));
        Standby.letGo();
        awaitServedByTheReplica(shop, id, token(latest));
        read(shop, id, token(latest)).then().body("version", equalTo(2));
    }

    @Test
    void customersReadTheirRecordsTheSameWay() {
        Response written = shop.request().body("{\"name\": \"Ada\", \"country\": \"GB\"}").put("/api/customers/" + shop.customer());
        written.then().statusCode(201);
        awaitShownByTheReplica(() -> record(token(written)), "name", "Ada", "Ada");
        Standby.holdBack();

        Response again = shop.request().body("{\"name\": \"Eve\", \"country\": \"GB\"}").put("/api/customers/" + shop.customer());

        record(token(again)).then().statusCode(200).body("name", equalTo("Eve"));
        awaitShownByTheReplica(() -> record(token(written)), "name", "Ada", "Eve");
    }

    @Test
    void aTokenThatCannotBeReadMeansThePrimary() {
        UUID id = shop.placed("A-1", 1);
        String token = token(shop.read(id));
        awaitServedByTheReplica(shop, id, token);

        double before = reads("primary");
        for (String damaged : new String[]{token.substring(1), token + "A", "rubbish", "%", "a".repeat(6_000)}) {
            Response answer = read(shop, id, damaged);
            answer.then().statusCode(200);
            assertThat(ConsistencyToken.parse(token(answer)).orElseThrow().of("orders_0")).isNotNull();
        }

        assertThat(reads("primary") - before).isEqualTo(5);
    }

    @Test
    void anAnswersTokenHoldsTheRequestsAndMore() {
        UUID id = shop.placed("A-1", 1);
        Seen far = new Seen(Long.MAX_VALUE, 17);
        ConsistencyToken sent = ConsistencyToken.NONE.with("orders_17", far).with("catalog", new Seen(5, 5));

        ConsistencyToken got = ConsistencyToken.parse(token(read(shop, id, sent.text()))).orElseThrow();

        assertThat(got.merge(sent)).isEqualTo(got);
        assertThat(got.of("orders_17")).isEqualTo(far);
        assertThat(got.of("orders_0")).isNotNull();
    }

    @Test
    void aForgedTokenThatIsAheadOfEverybodyMeansThePrimary() {
        UUID id = shop.placed("A-1", 1);
        String token = token(shop.read(id));
        awaitServedByTheReplica(shop, id, token);
        double before = reads("primary");

        read(shop, id, ConsistencyToken.NONE.with("orders_0", new Seen(Long.MAX_VALUE, 0)).text()).then().statusCode(200);

        assertThat(reads("primary") - before).isEqualTo(1);
    }

    @Test
    void aReplicaThatIsAwayIsLeftAndReturns() {
        UUID id = shop.placed("A-1", 1);
        String token = token(shop.read(id));
        awaitServedByTheReplica(shop, id, token);

        OrderParts.wayToTheReplica().cut();
        for (int i = 0; i < 5; i++) {
            read(shop, id, token).then().statusCode(200);
        }

        OrderParts.wayToTheReplica().pass();
        awaitServedByTheReplica(shop, id, token);
    }

    @Test
    void aReplicaThatHangsHoldsAReadUpForAMomentOnly() {
        UUID id = shop.placed("A-1", 1);
        String token = token(shop.read(id));
        awaitServedByTheReplica(shop, id, token);

        OrderParts.wayToTheReplica().silence();
        for (int i = 0; i < 5; i++) {
            long asked = System.nanoTime();
            read(shop, id, token).then().statusCode(200);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(FAR_BELOW_A_HANG);
        }

        OrderParts.wayToTheReplica().forget();
        awaitServedByTheReplica(shop, id, token);
    }

    private void awaitServedByTheReplica(Shop reader, UUID order, String token) {
        awaitShownByTheReplica(() -> read(reader, order, token), "id", order.toString(), order.toString());
    }

    /// Returns when the replica has answered. One that did not in time, as on a machine that stands still, is left for a moment, and for as long as it is
    /// held back; whoever answers shows what is there.
    private void awaitShownByTheReplica(Supplier<Response> question, String member, Object atReplica, Object atPrimary) {
        await().atMost(Wire.SOON).until(() -> {
            double before = reads("primary");
            Response answer = question.get();
            boolean ofTheReplica = reads("primary") == before;
            answer.then().statusCode(200).body(member, equalTo(ofTheReplica ? atReplica : atPrimary));
            return ofTheReplica;
        });
    }

    private Response record(String token) {
        return shop.request().header(ConsistencyToken.HEADER, token).get("/api/customers/" + shop.customer());
    }

    private static Response read(Shop reader, UUID order, String token) {
        return reader.request().header(ConsistencyToken.HEADER, token).get("/api/orders/" + order);
    }

    private static Response list(Shop reader, String token) {
        return reader.request().header(ConsistencyToken.HEADER, token).get("/api/orders");
    }

    private static String token(Response answer) {
        return Objects.requireNonNull(answer.getHeader(ConsistencyToken.HEADER), "an answer without a token");
    }

    private double reads(String at) {
        return registry.counter("database.reads", "database", "orders_0", "at", at).count();
    }

    private static String customerOfTheFirstShard() {
        String customer;
        do {
            customer = "customer-" + UUID.randomUUID();
        } while (Shards.inTheSecond(customer));
        return customer;
    }
}
