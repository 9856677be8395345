package dev.groundswell.order.placing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shards;
import dev.groundswell.order.testing.Shop;
import dev.groundswell.platform.http.Deadline;

/// Many orders in one commit, seen from outside.
@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class GroupedPlacingIT {

    private static final int FIRST_SLOT = 0;
    private static final int ORDERS = 100;

    @Inject
    MeterRegistry registry;

    /// The database refuses one sku, as it would refuse whatever slips through our own checks.
    @BeforeEach
    void plantPoison() {
        Shards.run(FIRST_SLOT, """
                CREATE FUNCTION refuse_poison() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'poison' USING ERRCODE = '23514'; END $$;
                CREATE TRIGGER poison BEFORE INSERT ON order_lines FOR EACH ROW WHEN (NEW.sku = 'POISON') EXECUTE FUNCTION refuse_poison();
                """);
    }

    @AfterEach
    void removePoison() {
        Shards.run(FIRST_SLOT, "DROP TRIGGER poison ON order_lines; DROP FUNCTION refuse_poison()");
    }

    @Test
    void acceptsNinetyNineOfAHundredWhenOneIsPoisoned() throws Exception {
        List<Shop> shops = Stream.generate(Shop::newCustomer).filter(shop -> !Shards.inTheSecond(shop.customer())).limit(ORDERS).toList();
        try (var pool = Executors.newFixedThreadPool(ORDERS)) {
            List<Future<Integer>> answers = new ArrayList<>();
            Shards.whileTheFirstAcceptsNothing(() -> {
                answers.addAll(IntStream.range(0, ORDERS).mapToObj(i -> pool.submit(() -> status(shops.get(i), i == 41 ? "POISON" : "A-1")))
                        .toList());
                await().atMost(Duration.ofSeconds(20)).until(() -> waiting() >= ORDERS / 2);
            });
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses.get(41)).isEqualTo(500);
            assertThat(statuses.stream().filter(status -> status == 202)).hasSize(ORDERS - 1);
        }
        assertThat(registry.get("group.commit.items").tag("commit", "orders_0").summary().max()).isGreaterThanOrEqualTo(ORDERS / 2.0);
        String customers = String.join("','", shops.stream().map(Shop::customer).toList());
        assertThat(Shards.count("SELECT count(*) FROM orders WHERE customer_id IN ('" + customers + "')")).isEqualTo(ORDERS - 1);
        assertThat(Shards.count("SELECT count(*) FROM idempotency_keys WHERE customer_id IN ('" + customers + "')")).isEqualTo(ORDERS - 1);
    }

    /// It waited for the commit before its own, and its client has been answered meanwhile.
    @Test
    void doesNotAcceptWhatNobodyWaitsForAnyMore() throws Exception {
        Shop first = customerOfTheFirst();
        Shop late = customerOfTheFirst();
        String key = UUID.randomUUID().toString();
        try (var pool = Executors.newFixedThreadPool(1)) {
            List<Future<Integer>> held = new ArrayList<>();
            Shards.whileTheFirstAcceptsNothing(() -> {
                held.add(pool.submit(() -> status(first, "A-1")));
                await().until(() -> Shards.count("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
                late.request().header("Idempotency-Key", key).header(Deadline.HEADER, "200").body(Shop.body("A-1", 1)).post("/api/orders")
                        .then()
                        .statusCode(504)
                        .body("type", equalTo("urn:groundswell:problem:deadline-exceeded"));
                assertThat(waiting()).isEqualTo(1);
            });
            assertThat(held.getFirst().get()).isEqualTo(202);
        }
        await().until(() -> waiting() == 0);
        assertThat(Shards.count("SELECT count(*) FROM orders WHERE customer_id = '" + late.customer() + "'")).isZero();
        late.place(key, Shop.body("A-1", 1)).statusCode(202).header("Idempotency-Replayed", nullValue());
    }

    private static Shop customerOfTheFirst() {
        return Stream.generate(Shop::newCustomer).filter(shop -> !Shards.inTheSecond(shop.customer())).findFirst().orElseThrow();
    }

    /// What a client hears that asks again after a 503: until a hundred clients have come on two busy cores, the first commit may be held for longer than a
    /// statement may take.
    private static int status(Shop shop, String sku) {
        String key = UUID.randomUUID().toString();
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> shop.place(key, Shop.body(sku, 1)).extract().statusCode(), status -> status != 503);
    }

    private double waiting() {
        return registry.get("group.commit.waiting").tag("commit", "orders_0").gauge().value();
    }
}
