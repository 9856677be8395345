package dev.groundswell.testbed.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import dev.groundswell.local.testing.TestParts;
import dev.groundswell.local.testing.TestSuite;
import dev.groundswell.testbed.suite.Behind;
import dev.groundswell.testbed.suite.Shop;
import dev.groundswell.testbed.suite.Stock;

/// One of two order-services is asked to end under a steady stream of orders.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GracefulStopIT {

    /// The drain of ten seconds is for requests that hang; the rest is for two busy cores.
    private static final Duration BOUND = Duration.ofSeconds(10);
    /// Orders accepted before the stop and again after it: enough that some are under way at any moment.
    private static final int MANY = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CLIENTS = 8;
    private static final int PAUSE_MILLIS = 20;
    private static final int ON_HAND = 100_000;

    private final TestSuite suite = TestSuite.start("--instances", "order=2");
    private final Shop shop = new Shop(suite);
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final Queue<String> putOff = new ConcurrentLinkedQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterAll
    void stop() {
        suite.close();
    }

    @Test
    void losesNoRequestAndNoOrder() throws Exception {
        String sku = shop.sells(100, ON_HAND);
        Duration stop;
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> order(sku));
            }
            awaitAccepted(MANY);

            long asked = System.nanoTime();
            suite.terminate("order-1");
            stop = Duration.ofNanos(System.nanoTime() - asked);

            awaitAccepted(accepted.size() + MANY);
            end.countDown();
        }

        assertThat(failed).isEmpty();
        await().atMost(Duration.ofSeconds(20)).until(() -> unsettled() == 0);
        new Behind(suite).logged("order-1", "Stopping").forEach(line -> System.out.println("measured: " + line));
        System.out.printf("measured: the stop took %d ms; %d orders, %d requests put off, the longest order waited %d ms%n",
                stop.toMillis(),
                accepted.size(), putOff.size(), longestMillis());
        assertThat(sum("SELECT count(*) FROM orders WHERE status = 'confirmed'")).isEqualTo(accepted.size());
        await().untilAsserted(() -> assertThat(shop.stock(sku)).isEqualTo(Stock.whole(sku, ON_HAND - accepted.size())));
        assertThat(stop).isLessThan(BOUND);
    }

    private void awaitAccepted(int wanted) {
        await().atMost(Duration.ofSeconds(30)).until(() -> accepted.size() >= wanted);
    }

    private void order(String sku) {
        try {
            String token = suite.token(Shop.fresh("cust"), false);
            while (!end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                place(token, UUID.randomUUID().toString(), sku);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void place(String token, String key, String sku) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(suite.gateway() + "/api/orders")).timeout(PATIENCE)
                .header("Authorization", "Bearer " + token).header("Idempotency-Key", key).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"currency\": \"GBP\", \"lines\": [{\"sku\": \"" + sku + "\", \"quantity\": 1}]}"))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 202) {
                accepted.add(key);
            } else if (answer.statusCode() == 503 && answer.headers().firstValue("Retry-After").isPresent()) {
                putOff.add(key);
                Thread.sleep(Duration.ofSeconds(1));
                place(token, key, sku);
            } else {
                failed.add(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException noAnswer) {
            failed.add(noAnswer.toString());
        }
    }

    private long unsettled() throws Exception {
        return sum("SELECT count(*) FROM orders WHERE status IN ('queued', 'priced')");
    }

    private long longestMillis() throws Exception {
        return shards("SELECT coalesce((extract(epoch FROM max(settled_at - placed_at)) * 1000)::bigint, 0) FROM orders").stream()
                .mapToLong(Long::longValue).max().orElse(0);
    }

    private long sum(String sql) throws Exception {
        return shards(sql).stream().mapToLong(Long::longValue).sum();
    }

    private List<Long> shards(String sql) throws Exception {
        List<Long> found = new ArrayList<>();
        for (String name : List.of("orders_0", "orders_1")) {
            TestParts.Database shard = suite.database(name);
            try (Connection connection = DriverManager.getConnection(shard.jdbcUrl(), shard.user(), shard.password());
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                assertThat(row.next()).isTrue();
                found.add(row.getLong(1));
            }
        }
        return found;
    }
}
