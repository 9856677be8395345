package dev.groundswell.testbed.slow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.groundswell.local.home.Project;
import dev.groundswell.local.testing.TestSuite;
import dev.groundswell.testbed.suite.Shop;

@Tag("long")
class SlowCrowdIT {

    private static final int SLOW = 2_000;
    private static final Duration WITH = Duration.ofMinutes(2);
    /// Before and after: the machine is shared, and what it does by itself is in both.
    private static final Duration WITHOUT = Duration.ofMinutes(1);
    private static final Duration WARM = Duration.ofSeconds(30);
    private static final Duration ARRIVED = Duration.ofMinutes(1);
    private static final long EVERY_NANOS = 10_000_000;
    private static final double MOST = 1.5;

    @Test
    void twoThousandSlowClientsAreNoticedByNobody() throws Exception {
        try (TestSuite suite = TestSuite.startDurable(Project.find().root().resolve("testbed/target/slow"), "--demo", "500")) {
            String sku = new Shop(suite).sells(100, 1_000);
            var _ = ask(suite, sku, WARM);
            Histogram before = ask(suite, sku, WITHOUT);
            Histogram with;
            String crowd;
            try (SlowCrowd slow = new SlowCrowd(suite.gateway(), SLOW, "/api/products?limit=100")) {
                // Those who were thrown out are on their way back.
                await().atMost(ARRIVED).until(() -> slow.connected() > SLOW * 0.9);
                with = ask(suite, sku, WITH);
                crowd = slow.connected() + " connected at the end, thrown out " + slow.thrownOut() + " times";
            }
            Histogram after = ask(suite, sku, WITHOUT);

            System.out.println(
                    "without: " + told(before) + "; with " + SLOW + " slow clients: " + told(with) + " (" + crowd + "); without again: "
                            + told(after));
            double usual = Math.max(before.getValueAtPercentile(99), after.getValueAtPercentile(99));
            assertThat(with.getValueAtPercentile(99)).isLessThanOrEqualTo((long) (MOST * usual));
        }
    }

    /// A request every 10 ms, timed from when it was due.
    private static Histogram ask(TestSuite suite, String sku, Duration time) throws InterruptedException {
        List<HttpRequest> requests = requests(suite, sku);
        Histogram times = new ConcurrentHistogram(3);
        Map<String, Integer> failed = new ConcurrentHashMap<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            long due = System.nanoTime();
            long end = due + time.toNanos();
            for (int i = 0; due < end; i++, due += EVERY_NANOS) {
                LockSupport.parkNanos(due - System.nanoTime());
                long meant = due;
                var _ = client.sendAsync(requests.get(i % requests.size()), BodyHandlers.ofString()).whenComplete((answer, broken) -> {
                    if (broken != null || answer.statusCode() != 200) {
                        failed.merge(broken != null ? broken.toString() : answer.request().uri().getPath() + " " + answer.body(), 1,
                                Integer::sum);
                    }
                    times.recordValue(System.nanoTime() - meant);
                });
            }
            client.shutdown();
            assertThat(client.awaitTermination(Duration.ofSeconds(30))).isTrue();
        }
        assertThat(failed).isEmpty();
        return times;
    }

    private static List<HttpRequest> requests(TestSuite suite, String sku) {
        URI gateway = suite.gateway();
        String token = "Bearer " + suite.token(Shop.fresh("patient"), false);
        HttpRequest.Builder any = HttpRequest.newBuilder().header("Authorization", token).header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20));
        return List.of(any.copy().uri(gateway.resolve("/api/products/" + sku)).build(),
                any.copy().uri(gateway.resolve("/api/stock/" + sku)).build(),
                any.copy().uri(gateway.resolve("/api/orders")).build(),
                any.copy().uri(gateway.resolve("/api/quotes"))
                        .POST(HttpRequest.BodyPublishers
                                .ofString("{\"currency\":\"GBP\",\"lines\":[{\"sku\":\"" + sku + "\",\"quantity\":1}]}"))
                        .build());
    }

    private static String told(Histogram times) {
        return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms, max %.1f ms of %d", times.getValueAtPercentile(50) / 1e6,
                times.getValueAtPercentile(99) / 1e6, times.getMaxValue() / 1e6, times.getTotalCount());
    }
}
