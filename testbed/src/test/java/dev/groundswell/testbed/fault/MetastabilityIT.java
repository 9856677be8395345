package dev.groundswell.testbed.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.groundswell.local.home.Project;
import dev.groundswell.local.testing.TestSuite;

/// A shop that is busy loses its caches and one of its services for a moment, and is itself again without anybody's help (Bronson et al., Metastable Failures
/// in Distributed Systems, HotOS 2021).
@Tag("long")
class MetastabilityIT {

    private static final int PRODUCTS = 300;
    private static final Duration STALL = Duration.ofSeconds(5);
    private static final int BACK_WITHIN = 30;
    private static final double NEARLY_ALL = 0.95;
    private static final int AVERAGED = 5;

    @Test
    void goodputIsBackWithinHalfAMinuteOfAStallWithoutCaches() throws Exception {
        try (TestSuite suite = start(); Visitors visitors = visitors(suite)) {
            suite.keepingLogs("metastability", () -> {
                var _ = visitors.atFullSpeed(64, Duration.ofSeconds(40));
                double capacity = visitors.atFullSpeed(64, Duration.ofSeconds(20));
                int from = visitors.second();
                Thread load = Thread.ofPlatform().start(() -> visitors.come(0.7 * capacity, Duration.ofSeconds(30 + 5 + BACK_WITHIN + 5)));
                Thread.sleep(Duration.ofSeconds(30));
                double before = visitors.goodput(visitors.second() - 16, visitors.second() - 1);

                dropCaches(suite);
                signal(suite, "STOP", "catalog-1");
                Thread.sleep(STALL);
                signal(suite, "CONT", "catalog-1");
                int over = visitors.second();
                load.join();

                int back = IntStream.range(over, over + BACK_WITHIN)
                        .filter(second -> visitors.goodput(second, second + AVERAGED) >= NEARLY_ALL * before).findFirst().orElse(-1);
                double after = visitors.goodput(over + BACK_WITHIN - 10, over + BACK_WITHIN);
                System.out.printf(
                        "measured: capacity %.0f/s, goodput before %.1f/s; back %d s after the stall; 20 to 30 s after it %.1f/s%n",
                        capacity, before, back - over, after);
                System.out.println("measured: good+other answers by second: " + visitors.told(from, over + BACK_WITHIN));
                assertThat(back).as("the second from which on it is as before").isNotNegative();
                assertThat(after).isGreaterThanOrEqualTo(NEARLY_ALL * before);
            });
        }
    }

    @Test
    void aHungPricingServiceLeavesTheCatalogueAsFastAsItWas() throws Exception {
        try (TestSuite suite = start(); Visitors visitors = visitors(suite)) {
            suite.keepingLogs("hung-pricing", () -> {
                var _ = visitors.atFullSpeed(16, Duration.ofSeconds(30));
                Histogram well = catalogueBeside(visitors);
                signal(suite, "STOP", "pricing-1");
                Histogram ill;
                try {
                    ill = catalogueBeside(visitors);
                } finally {
                    signal(suite, "CONT", "pricing-1");
                }

                System.out.printf("measured: lists of products p50 %.2f ms, p99 %.2f ms; with a hung pricing-service %.2f ms, %.2f ms%n",
                        millis(well, 50), millis(well, 99), millis(ill, 50), millis(ill, 99));
                assertThat(millis(ill, 99)).isLessThan(2 * millis(well, 99) + 20);
            });
        }
    }

    /// Lists of products, while others ask for prices.
    private static Histogram catalogueBeside(Visitors visitors) throws InterruptedException {
        Thread others = Thread.ofPlatform()
                .start(() -> {
                    var _ = visitors.watch("/api/prices?currency=GBP&skus={}", 100, Duration.ofSeconds(25));
                });
        Histogram times = visitors.watch("/api/products?limit=20&q={}", 100, Duration.ofSeconds(25));
        others.join();
        return times;
    }

    private static TestSuite start() {
        return TestSuite.startDurable(Project.find().root().resolve("testbed/target/metastability"), "--demo", String.valueOf(PRODUCTS));
    }

    private static Visitors visitors(TestSuite suite) throws Exception {
        return new Visitors(suite.gateway(), skus(suite), suite.token("visitor", false));
    }

    private static List<String> skus(TestSuite suite) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest list = HttpRequest.newBuilder(URI.create(suite.gateway() + "/api/products?limit=100")).build();
            String page = http.send(list, HttpResponse.BodyHandlers.ofString()).body();
            return Pattern.compile("\"sku\":\"([^\"]+)\"").matcher(page).results().map(found -> found.group(1)).toList();
        }
    }

    /// Redis, the gateway's answers, and with the stall what services remember for five seconds.
    private static void dropCaches(TestSuite suite) throws Exception {
        URI redis = URI.create(suite.redis());
        try (Socket socket = new Socket(redis.getHost(), redis.getPort())) {
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII)).isEqualTo("+OK\r\n");
        }
        String tags = skus(suite).stream().flatMap(sku -> List.of("product:" + sku, "price:" + sku).stream())
                .map(tag -> "\"" + tag + "\"").collect(Collectors.joining(","));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest drop = HttpRequest.newBuilder(URI.create(suite.gateway() + "/admin/cache/invalidate"))
                    .header("Authorization", "Bearer " + suite.token("root", true)).header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"tags\":[" + tags + "],\"hard\":true}")).build();
            assertThat(http.send(drop, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(202);
        }
    }

    private static void signal(TestSuite suite, String signal, String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(suite.pid(name))).inheritIO().start().waitFor()).isZero();
    }

    private static double millis(Histogram times, double percentile) {
        return times.getValueAtPercentile(percentile) / 1e6;
    }
}
