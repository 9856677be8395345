package dev.groundswell.order.placing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;

import dev.groundswell.order.orders.Order;
import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shards;

/// Rows of the outbox live for milliseconds, and what they leave behind must not pile up.
@Tag("long")
@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class OutboxSizeIT {

    private static final int ORDERS = 1_000_000;
    private static final int TELL_EACH = 200_000;
    private static final int AT_A_TIME = 512;
    private static final int CUSTOMERS = 5_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long MOST_BYTES = 64 << 20;
    private static final OrderRequest REQUEST = new OrderRequest("GBP", List.of(new Order.Line("A-1", 1)), null);

    @Inject
    PlacingOrders placing;

    @Test
    void staysSmallOverAMillionOrders() {
        long began = System.nanoTime();
        for (int done = 0; done < ORDERS; done += TELL_EACH) {
            int from = done;
            Multi.createFrom()
                    .range(from, from + TELL_EACH)
                    .onItem()
                    .transformToUni(number -> placing.place("customer-" + number % CUSTOMERS, "key-" + number, REQUEST))
                    .merge(AT_A_TIME)
                    .collect()
                    .last()
                    .await()
                    .atMost(LONGEST);
            tell(from + TELL_EACH, began);
        }
        await().atMost(LONGEST).until(() -> Shards.count("SELECT count(*) FROM outbox") == 0);
        tell(ORDERS, began);
        assertThat(Shards.count("SELECT count(*) FROM orders WHERE customer_id LIKE 'customer-%'")).isGreaterThanOrEqualTo(ORDERS);
        assertThat(bytes("pg_table_size") + bytes("pg_indexes_size")).isLessThan(MOST_BYTES);
    }

    private static void tell(int orders, long began) {
        System.out.printf(Locale.ROOT,
                "measured: after %,d orders in %d s, both shards' outboxes: %,d rows, tables %,d kB, indexes %,d kB%n", orders,
                Duration.ofNanos(System.nanoTime() - began).toSeconds(), Shards.count("SELECT count(*) FROM outbox"),
                bytes("pg_table_size") / 1024,
                bytes("pg_indexes_size") / 1024);
    }

    private static long bytes(String function) {
        return Shards.count("SELECT " + function + "('outbox')");
    }
}
