package dev.groundswell.pricing.price;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.pricing.testing.PricingParts;
import dev.groundswell.pricing.testing.Statements;

/// Many who read one price each, at once, none of which is kept: while the first are held up by a lock the others come, so what they share is not left to
/// chance.
@QuarkusTest
@QuarkusTestResource(PricingParts.class)
class SharedReadsIT {

    private static final int READERS = 200;
    private static final int KEYS = 100;
    private static final int PRICES = 80;

    private final String sku = "S-" + UUID.randomUUID();

    @Inject
    Pool database;

    @Inject
    Statements statements;

    @Inject
    MeterRegistry registry;

    @Test
    void takeTwoStatementsAtMost() {
        // Not by the service, which would keep them.
        String insert = "INSERT INTO prices (sku, currency, valid_from, amount) SELECT '" + sku
                + "-' || i, 'GBP', now() - interval '1 hour', 1000 + i FROM generate_series(0, " + (PRICES - 1) + ") AS i";
        assertThat(database.withConnectionAndAwait(connection -> connection.query(insert).execute()).rowCount()).isEqualTo(PRICES);
        List<HttpResponse<String>> answers = new ArrayList<>();

        int taken = statements.during(() -> answers.addAll(readAtOnce()));

        assertThat(taken).isBetween(1, 2);
        for (int i = 0; i < READERS; i++) {
            HttpResponse<String> answer = answers.get(i);
            assertThat(answer.statusCode()).isEqualTo(i % KEYS < PRICES ? 200 : 404);
            assertThat(answer.body()).contains(sku + "-" + i % KEYS);
            if (i % KEYS < PRICES) {
                assertThat(answer.body()).contains("\"amount\":" + (1_000 + i % KEYS));
            }
            assertThat(answer.headers().firstValue("CDN-Cache-Control")).contains("max-age=5, stale-if-error=60");
        }
    }

    private List<HttpResponse<String>> readAtOnce() {
        double before = misses();
        double calls = calls();
        List<CompletableFuture<HttpResponse<String>>> reads = new ArrayList<>();
        SqlConnection blocker = database.getConnection().await().indefinitely();
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            try {
                blocker.query("BEGIN").executeAndAwait();
                blocker.query("LOCK TABLE prices IN ACCESS EXCLUSIVE MODE").executeAndAwait();
                for (int i = 0; i < READERS; i++) {
                    HttpRequest request = HttpRequest.newBuilder(uri(sku + "-" + i % KEYS)).build();
                    reads.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString(UTF_8)));
                }
                await().atMost(30, TimeUnit.SECONDS).until(() -> misses() - before == READERS && calls() - calls == KEYS);
            } finally {
                blocker.query("ROLLBACK").executeAndAwait();
                blocker.closeAndAwait();
            }
            return reads.stream().map(CompletableFuture::join).toList();
        }
    }

    private static URI uri(String product) {
        return URI.create("http://localhost:" + RestAssured.port + "/api/prices/" + product);
    }

    private double misses() {
        return registry.find("cache.lookups").tags("cache", "prices", "tier", "memory", "outcome", "miss").functionCounters().stream()
                .mapToDouble(FunctionCounter::count).sum();
    }

    private double calls() {
        return registry.find("batched.calls").tag("batcher", "cache-prices").counters().stream().mapToDouble(Counter::count).sum();
    }
}
