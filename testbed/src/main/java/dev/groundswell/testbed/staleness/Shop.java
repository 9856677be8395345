package dev.groundswell.testbed.staleness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.local.testing.TestSuite;

/// A suite of two instances of each service with some products, each with a price and an order that holds it.
final class Shop implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BOUND = Duration.ofSeconds(30);
    /// Longer than the longest measurement.
    private static final Duration TOKENS_LAST = Duration.ofHours(12);
    private static final int MOST_TRIES = 5;

    private final TestSuite suite;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(BOUND).build();
    private final String admin;
    private final List<String> skus;
    private final AtomicLong reads = new AtomicLong();

    /// @param products how many there are to be
    Shop(Path folder, int products) throws IOException, InterruptedException {
        this.suite = TestSuite.startDurable(folder, "--instances", "order=2,catalog=2,pricing=2,gateway=2");
        this.admin = suite.token("stale", true, TOKENS_LAST);
        this.skus = IntStream.range(0, products).mapToObj(i -> "STALE-" + i).toList();
        try {
            for (String sku : skus) {
                long _ = writeProduct(sku, 0);
                long _ = writePrice(sku, 0);
                JsonNode _ = send("PUT", suite.gateway().resolve("/api/stock/" + sku), admin, "{\"onHand\":10}");
                JsonNode _ = send("POST", suite.gateway().resolve("/api/orders"), customer(sku),
                        "{\"currency\":\"GBP\",\"lines\":[{\"sku\":\"%s\",\"quantity\":1}]}".formatted(sku));
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /// How often a door has been asked.
    long reads() {
        return reads.get();
    }

    List<String> skus() {
        return skus;
    }

    /// Ways to a product, all of which a write has to reach.
    List<Door> toProducts() {
        List<Door> doors = new ArrayList<>();
        gateways().forEach(gateway -> doors.add(new Door("product, gateway", gateway, "/api/products/%s", List.of("version"), false)));
        each("catalog").forEach(catalog -> {
            doors.add(new Door("product, catalog", catalog, "/api/products/%s", List.of("version"), false));
            doors.add(new Door("products in a batch, catalog", catalog, "/api/products?skus=%s", List.of("items", "0", "version"), false));
        });
        each("order").forEach(order -> doors.add(new Door("product in orders, order", order, "/api/orders?limit=1&expand=products",
                List.of("items", "0", "lines", "0", "product", "version"), true)));
        return doors;
    }

    /// Ways to a price.
    List<Door> toPrices() {
        List<Door> doors = new ArrayList<>();
        gateways().forEach(gateway -> {
            doors.add(new Door("price, gateway", gateway, "/api/prices/%s?currency=GBP", List.of("version"), false));
            doors.add(new Door("product with price, gateway", gateway, "/api/products/%s?expand=price", List.of("price", "version"),
                    false));
        });
        each("pricing").forEach(pricing -> {
            doors.add(new Door("price, pricing", pricing, "/api/prices/%s?currency=GBP", List.of("version"), false));
            doors.add(new Door("prices in a batch, pricing", pricing, "/api/prices?skus=%s&currency=GBP",
                    List.of("items", "0", "version"), false));
        });
        return doors;
    }

    /// The version served at a door now. One that cannot be read counts as old: no price and no product is what there was before the first.
    long version(Door door, String sku) throws IOException, InterruptedException {
        reads.incrementAndGet();
        JsonNode node = send("GET", door.of(sku), door.customers() ? customer(sku) : null, null);
        for (String step : door.version()) {
            node = step.matches("[0-9]+") ? node.path(Integer.parseInt(step)) : node.path(step);
        }
        return node.asLong();
    }

    /// Returns the new version.
    long writeProduct(String sku, int number) throws IOException, InterruptedException {
        return send("PUT", suite.gateway().resolve("/api/products/" + sku), admin,
                "{\"name\":\"Stale %d\",\"category\":\"stale\"}".formatted(number)).path("version").asLong();
    }

    /// Returns the new version.
    long writePrice(String sku, int number) throws IOException, InterruptedException {
        return send("PUT", suite.gateway().resolve("/api/prices/" + sku), admin,
                "{\"currency\":\"GBP\",\"amount\":%d}".formatted(1_000 + number)).path("version").asLong();
    }

    /// Stops Kafka where it is, with `STOP`, or lets it go on, with `CONT`.
    void kafka(String signal) throws IOException, InterruptedException {
        int _ = new ProcessBuilder("kill", "-" + signal, Long.toString(suite.pid("kafka"))).inheritIO().start().waitFor();
    }

    @Override
    public void close() {
        http.close();
        suite.close();
    }

    private Stream<URI> gateways() {
        return suite.gateways().stream();
    }

    private Stream<URI> each(String service) {
        return Stream.of(1, 2).map(number -> suite.instance(service + "-" + number));
    }

    /// Who has ordered this product, and nothing else.
    private String customer(String sku) {
        return suite.token("of-" + sku, false, TOKENS_LAST);
    }

    private JsonNode send(String method, URI uri, @Nullable String token, @Nullable String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(BOUND).header("Idempotency-Key", UUID.randomUUID().toString());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        request.header("Content-Type", "application/json").method(method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        for (int tries = 1;; tries++) {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 == 2) {
                return JSON.readTree(answer.body());
            }
            if (answer.statusCode() != 503 && answer.statusCode() != 429 || tries == MOST_TRIES) {
                throw new StalenessException(method + " " + uri + " was answered with " + answer.statusCode() + " " + answer.body());
            }
            Thread.sleep(Duration.ofSeconds(1));
        }
    }
}
