package dev.groundswell.order.placing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shards;
import dev.groundswell.order.testing.Shop;

/// eShop remembered a request's key before it ran the command: a crash in between, and the order was lost for ever behind a key that said it was done.
@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class LostConnectionIT {

    private static final String WAITS = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'orders_0' AND wait_event_type = 'Lock'";
    private static final String END_WHO_WAITS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'orders_0' AND wait_event_type = 'Lock'";

    private final Shop shop = inTheFirst();

    @Test
    void aKeyIsThereWithItsOrderOrNotAtAll() throws Exception {
        String key = UUID.randomUUID().toString();
        try (ExecutorService thread = Executors.newFixedThreadPool(1)) {
            AtomicReference<Future<ValidatableResponse>> answer = new AtomicReference<>();
            Shards.whileTheFirstAcceptsNothing(() -> {
                answer.set(thread.submit(() -> shop.place(key, Shop.body("A-1", 1))));
                await().until(() -> Shards.count(WAITS) > 0);
                Shards.run(0, END_WHO_WAITS);
                await().until(() -> answer.get().isDone());
            });
            answer.get().get().statusCode(503).header("Retry-After", notNullValue());
        }
        assertThat(count("idempotency_keys") + count("orders")).isZero();

        await().untilAsserted(() -> shop.place(key, Shop.body("A-1", 1)).statusCode(202));

        shop.place(key, Shop.body("A-1", 1)).statusCode(202).header("Idempotency-Replayed", equalTo("true"));
        shop.place(UUID.randomUUID().toString(), Shop.body("A-1", 1)).statusCode(202).header("Idempotency-Replayed", nullValue());
        assertThat(count("idempotency_keys")).isEqualTo(2);
        assertThat(count("orders")).isEqualTo(2);
    }

    private long count(String table) {
        return Shards.count("SELECT count(*) FROM " + table + " WHERE customer_id = '" + shop.customer() + "'");
    }

    private static Shop inTheFirst() {
        Shop customer = Shop.newCustomer();
        while (Shards.inTheSecond(customer.customer())) {
            customer = Shop.newCustomer();
        }
        return customer;
    }
}
