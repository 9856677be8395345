package dev.groundswell.catalog.reserving;

import static dev.groundswell.catalog.Api.admin;
import static dev.groundswell.catalog.Api.get;
import static dev.groundswell.catalog.Api.product;
import static dev.groundswell.catalog.Api.put;
import static dev.groundswell.catalog.Api.sku;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.catalog.CatalogParts;
import dev.groundswell.platform.events.OrderEvent;

/// Handlers of several instances and an admin at once, on the same few rows, in every order of keys.
@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class ReservingStressTest {

    private static final int SKUS = 5;
    private static final int ORDERS = 60;
    private static final int BATCHES = 80;

    private final Random random = new Random(7);
    private final String run = sku("T");

    @Inject
    Pool database;

    @Inject
    ReservingStock reserving;

    @Test
    void neverDeadlocksAndLosesNothing() {
        List<String> skus = IntStream.range(0, SKUS).mapToObj(i -> run + "-" + i).toList();
        skus.forEach(sku -> {
            put("/api/products/" + sku, product("Wanted")).statusCode(201);
            put("/api/stock/" + sku, Map.of("onHand", 100)).statusCode(200);
        });
        List<OrderEvent> orders = IntStream.range(0, ORDERS).mapToObj(i -> order(skus)).toList();
        List<Uni<List<Verdict>>> batches = IntStream.range(0, BATCHES)
                .mapToObj(i -> batch(Step.values()[random.nextInt(3)], some(orders)))
                .toList();
        List<Uni<List<Verdict>>> ends = List.of(batch(Step.CANCELLED, orders), batch(Step.CANCELLED, orders.reversed()));
        assertThat(Uni.join().all(batches).andFailFast().await().atMost(Duration.ofSeconds(30))).hasSize(BATCHES);
        assertThat(Uni.join().all(ends).andFailFast().await().atMost(Duration.ofSeconds(30))).hasSize(2);
        skus.forEach(sku -> get("/api/stock/" + sku).body("onHand", equalTo(100)).body("reserved", equalTo(0)));
    }

    /// An admin's batches take the same rows in the order they were sent in, which is not theirs.
    @Test
    void letsAnAdminCountMeanwhile() throws Exception {
        List<String> skus = IntStream.range(0, SKUS).mapToObj(i -> run + "-a" + i).toList();
        List<Map<String, Object>> counts = new ArrayList<>();
        skus.reversed().forEach(sku -> counts.add(Map.of("sku", sku, "onHand", 1_000)));
        skus.forEach(sku -> put("/api/products/" + sku, product("Wanted")).statusCode(201));
        Thread counting = Thread.startVirtualThread(() -> {
            for (int i = 0; i < 20; i++) {
                admin().body(Map.of("items", counts)).post("/api/stock:batch").then().statusCode(200);
            }
        });
        List<Uni<List<Verdict>>> batches = IntStream.range(0, BATCHES)
                .mapToObj(i -> batch(Step.PRICED, List.of(order(skus), order(skus))))
                .toList();
        assertThat(Uni.join().all(batches).andFailFast().await().atMost(Duration.ofSeconds(30))).hasSize(BATCHES);
        assertThat(counting.join(Duration.ofSeconds(30))).isTrue();
    }

    private Uni<List<Verdict>> batch(Step step, List<OrderEvent> orders) {
        return database.withTransaction(transaction -> reserving.decide(transaction, step, orders));
    }

    private List<OrderEvent> some(List<OrderEvent> orders) {
        List<OrderEvent> shuffled = new ArrayList<>(orders);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, 10);
    }

    private OrderEvent order(List<String> skus) {
        List<String> shuffled = new ArrayList<>(skus);
        Collections.shuffle(shuffled, random);
        return Orders.of(shuffled.get(0), 1 + random.nextInt(3), shuffled.get(1), 1 + random.nextInt(3));
    }
}
