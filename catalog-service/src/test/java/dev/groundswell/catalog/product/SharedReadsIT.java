package dev.groundswell.catalog.product;

import static dev.groundswell.catalog.Api.price;
import static dev.groundswell.catalog.Api.pricingCalls;
import static dev.groundswell.catalog.Api.sku;
import static dev.groundswell.catalog.Api.whilePricingIsHeld;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.catalog.CatalogParts;
import dev.groundswell.catalog.Elsewhere;
import dev.groundswell.catalog.Statements;

/// Many who read one product each, at once: while the first are held up by a lock the others come, so what they share is not left to chance.
@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class SharedReadsIT {

    private static final int READERS = 200;
    private static final int KEYS = 100;
    private static final int PRODUCTS = 80;

    private final String prefix = sku("S");
    private final String manufacturer = sku("m");

    @Inject
    Pool database;

    @Inject
    Statements statements;

    @Inject
    Elsewhere elsewhere;

    @Inject
    MeterRegistry registry;

    /// In no cache yet.
    @BeforeEach
    void create() {
        elsewhere.manufacturer(manufacturer, "Works");
        IntStream.range(0, PRODUCTS).forEach(i -> elsewhere.product(key(i), "Product " + i, manufacturer));
    }

    @Test
    void takeTwoStatementsAtMost() {
        List<HttpResponse<String>> answers = new ArrayList<>();
        List<String> taken = statements.during(() -> answers.addAll(readAtOnce("")), "FROM products");
        assertThat(taken).hasSizeBetween(1, 2);
        for (int i = 0; i < READERS; i++) {
            assertAnswers(i, answers.get(i), "\"manufacturerId\":\"" + manufacturer + "\"");
        }
    }

    @Test
    void takeOneStatementMoreWithTheirManufacturer() {
        long products = loads("cache-products");
        long manufacturers = loads("cache-manufacturers");
        List<HttpResponse<String>> answers = readAtOnce("?expand=manufacturer");
        assertThat(loads("cache-products") - products).isBetween(1L, 2L);
        assertThat(loads("cache-manufacturers") - manufacturers).isBetween(1L, 2L);
        for (int i = 0; i < READERS; i++) {
            assertAnswers(i, answers.get(i), "\"name\":\"Works\"");
        }
    }

    /// The first call has whoever came in its tick, the second one all the others.
    @Test
    void takeTwoCallsToPricingAtMost() {
        IntStream.range(0, PRODUCTS / 2).forEach(i -> price(key(i), 1_000 + i, 1));
        int before = pricingCalls();
        List<CompletableFuture<HttpResponse<String>>> reads = new ArrayList<>();
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            whilePricingIsHeld(() -> {
                double asked = calls("prices");
                reads.addAll(read(client, "?expand=price"));
                await().atMost(30, TimeUnit.SECONDS).until(() -> calls("prices") - asked == READERS);
            });
            for (int i = 0; i < READERS; i++) {
                assertAnswers(i, reads.get(i).join(), i % KEYS < PRODUCTS / 2 ? "\"amount\":" + (1_000 + i % KEYS) : "\"price\":null");
            }
        }
        assertThat(pricingCalls() - before).isBetween(1, 2);
    }

    /// The answer for reader `i`, whose product there is or not.
    private void assertAnswers(int i, HttpResponse<String> answer, String part) {
        if (i % KEYS < PRODUCTS) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"sku\":\"" + key(i % KEYS) + "\"", "\"name\":\"Product " + i % KEYS + "\"", part);
        } else {
            assertThat(answer.statusCode()).isEqualTo(404);
        }
        assertThat(answer.headers().firstValue("Cache-Tag").orElseThrow()).contains("product:" + key(i % KEYS));
    }

    private List<HttpResponse<String>> readAtOnce(String query) {
        double before = calls("cache-products");
        List<CompletableFuture<HttpResponse<String>>> reads = new ArrayList<>();
        SqlConnection blocker = database.getConnection().await().indefinitely();
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            try {
                blocker.query("BEGIN").executeAndAwait();
                blocker.query("LOCK TABLE products IN ACCESS EXCLUSIVE MODE").executeAndAwait();
                reads.addAll(read(client, query));
                await().atMost(30, TimeUnit.SECONDS).until(() -> calls("cache-products") - before == KEYS && waitingStatements() == 1);
            } finally {
                blocker.query("ROLLBACK").executeAndAwait();
                blocker.closeAndAwait();
            }
            return reads.stream().map(CompletableFuture::join).toList();
        }
    }

    private List<CompletableFuture<HttpResponse<String>>> read(HttpClient client, String query) {
        return IntStream.range(0, READERS)
                .mapToObj(i -> HttpRequest.newBuilder(uri(key(i % KEYS) + query)).build())
                .map(request -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString(UTF_8)))
                .toList();
    }

    private String key(int number) {
        return prefix + "-" + number;
    }

    private static URI uri(String product) {
        return URI.create("http://localhost:" + RestAssured.port + "/api/products/" + product);
    }

    private double calls(String batcher) {
        return registry.find("batched.calls").tag("batcher", batcher).counters().stream().mapToDouble(Counter::count).sum();
    }

    private long loads(String batcher) {
        return registry.find("batched.load.keys").tag("batcher", batcher).summaries().stream().mapToLong(DistributionSummary::count).sum();
    }

    private long waitingStatements() {
        return database
                .withConnection(
                        look -> look.query("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'products'::regclass").execute())
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }
}
