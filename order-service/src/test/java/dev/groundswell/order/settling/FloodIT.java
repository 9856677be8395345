package dev.groundswell.order.settling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shards;
import dev.groundswell.order.testing.Shop;
import dev.groundswell.order.testing.Wire;
import dev.groundswell.platform.events.OrderEvent;

/// More reads than the service can answer, past the gateway and its bounds.
@Tag("long")
@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class FloodIT {

    private static final int READERS = 400;
    private static final int OWN_ORDERS = 100;
    private static final int PROBES = 100;
    /// Orders that are settled within it, as the service level has it.
    private static final Duration LEVEL = Duration.ofSeconds(5);

    private final Shop reader = customerOfTheFirst();
    private final Shop buyer = customerOfTheFirst();
    private final AtomicBoolean flooding = new AtomicBoolean(true);
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    @Inject
    MeterRegistry registry;

    @Test
    void ordersKeepSettlingUnderAFloodOfReads() {
        for (int i = 0; i < OWN_ORDERS; i++) {
            reader.placed("A-1", 1);
        }
        try (Wire wire = new Wire(); HttpClient client = HttpClient.newHttpClient()) {
            List<OrderEvent> first = reserved(wire);
            List<OrderEvent> second = reserved(wire);
            List<Duration> quiet = settle(wire, first);
            HttpRequest read = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/orders?limit=100"))
                    .header("Authorization", "Bearer " + OrderParts.running().token(reader.customer(), false))
                    .build();
            for (int i = 0; i < READERS; i++) {
                readOn(client, read);
            }
            await().until(() -> registry.get("database.requests.waiting").tag("database", "orders_0").gauge().value() > READERS / 2.0);
            long before = answered.get();
            long began = System.nanoTime();
            List<Duration> flooded = settle(wire, second);
            List<Duration> accepted = accept();
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf("settled quiet: %s; flooded: %s; accepted flooded: %s; reads %.0f/s answered, %d refused%n", figures(quiet),
                    figures(flooded), figures(accepted), (answered.get() - before) / seconds, refused.get());
            flooding.set(false);
            assertThat(flooded).allSatisfy(took -> assertThat(took).isLessThan(LEVEL));
        } finally {
            flooding.set(false);
        }
    }

    private List<OrderEvent> reserved(Wire wire) {
        return Stream.generate(() -> Wire.priced(wire.order(buyer.placed("A-1", 1)), 250)).limit(PROBES).toList();
    }

    private List<Duration> accept() {
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < PROBES; i++) {
            long sent = System.nanoTime();
            buyer.placed("A-1", 1);
            took.add(Duration.ofNanos(System.nanoTime() - sent));
        }
        return took;
    }

    /// One after the other; for how long each took from its event to the row.
    private static List<Duration> settle(Wire wire, List<OrderEvent> reserved) {
        List<Duration> took = new ArrayList<>();
        for (OrderEvent order : reserved) {
            long sent = System.nanoTime();
            wire.send("order-reserved", order);
            await().pollInterval(Duration.ofMillis(2)).pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(60))
                    .until(() -> Shards.countIn(0,
                            "SELECT count(*) FROM orders WHERE id = '" + order.id() + "' AND status = 'confirmed'") == 1);
            took.add(Duration.ofNanos(System.nanoTime() - sent));
        }
        return took;
    }

    private void readOn(HttpClient client, HttpRequest read) {
        if (flooding.get()) {
            var _ = client.sendAsync(read, BodyHandlers.discarding()).whenComplete((answer, failure) -> {
                (answer != null && answer.statusCode() == 200 ? answered : refused).incrementAndGet();
                readOn(client, read);
            });
        }
    }

    private static String figures(List<Duration> took) {
        List<Long> sorted = took.stream().map(Duration::toMillis).sorted().toList();
        return "p50 %d ms, p95 %d ms, max %d ms".formatted(sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 95 / 100),
                sorted.getLast());
    }

    private static Shop customerOfTheFirst() {
        return Stream.generate(Shop::newCustomer).filter(shop -> !Shards.inTheSecond(shop.customer())).findFirst().orElseThrow();
    }
}
