package dev.groundswell.pricing.price;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.local.testing.Relay;
import dev.groundswell.platform.http.Deadline;
import dev.groundswell.pricing.testing.PriceApi;
import dev.groundswell.pricing.testing.PricingParts;

/// The database says nothing any more: connects succeed, statements never answer.
@QuarkusTest
@QuarkusTestResource(PricingParts.class)
class FrozenDatabaseIT {

    private static final int MANY = 12;
    private static final double OPEN = 2;

    private final PriceApi prices = PriceApi.newSku();

    @Inject
    MeterRegistry registry;

    /// As the service has it outside of tests.
    @Inject
    io.vertx.sqlclient.Pool database;

    @AfterEach
    void comeBack() {
        way().pass();
        await().atMost(Duration.ofSeconds(30)).until(() -> history().statusCode() == 404 && breaker() == 0);
    }

    @Test
    void whatIsKeptIsServedAndTheRestRefusedAtOnceUntilItIsBack() throws Exception {
        prices.put(Map.of("currency", "GBP", "amount", 1)).statusCode(201);
        prices.get().statusCode(200);
        way().silence();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> first = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                first.add(clients.submit(() -> history()));
            }
            for (Future<Response> refused : first) {
                assertToldToComeBack(refused.get());
            }
        }
        await().until(() -> breaker() == OPEN);
        // One a second tries, for three: the others are refused without being asked about.
        for (int i = 0; i < MANY; i++) {
            assertToldToComeBack(history());
        }
        prices.get().statusCode(200).body("amount", equalTo(1));
        prices.put(Map.of("currency", "GBP", "amount", 2)).statusCode(503);

        way().pass();
        await().until(() -> history().statusCode() == 404);
        await().untilAsserted(() -> prices.put(Map.of("currency", "GBP", "amount", 3)).statusCode(200));
    }

    /// The breaker is closed and the bound of a call far: it is the request's own time that ends.
    @Test
    void nobodyWaitsForLongerThanItsDeadline() {
        way().silence();
        Response late = given().header(Deadline.HEADER, "300").get("/api/prices/" + UUID.randomUUID() + "/history");

        late.then().statusCode(504).contentType("application/problem+json").body("type",
                equalTo("urn:groundswell:problem:deadline-exceeded"));
        given().header(Deadline.HEADER, "300").get("/api/prices/" + UUID.randomUUID()).then().statusCode(504);
        assertThat(breaker()).isZero();
    }

    /// Nothing that works is cut for the sake of what does not: here all readers of one table wait, and nobody else.
    @Test
    void aDatabaseThatAnswersSomebodyKeepsItsConnections() throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            SqlConnection blocker = Pool.newInstance(database).getConnectionAndAwait();
            List<Future<Response>> readers = new ArrayList<>();
            try {
                blocker.query("BEGIN").executeAndAwait();
                blocker.query("LOCK TABLE prices IN ACCESS EXCLUSIVE MODE").executeAndAwait();
                for (int i = 0; i < 2 * MANY; i++) {
                    readers.add(clients.submit(() -> history()));
                }
                await().until(() -> somebodyIsServed() && breaker() == OPEN);
                assertThat(somebodyIsServed()).isTrue();
            } finally {
                blocker.query("ROLLBACK").executeAndAwait();
                blocker.closeAndAwait();
            }
            for (Future<Response> reader : readers) {
                assertThat(reader.get().statusCode()).isIn(404, 503);
            }
        }
    }

    /// The time is that from the end of a request to its answer.
    @Test
    void aBodyMayTakeLongerThanTheAnswer() throws Exception {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            String head = """
                    PUT /api/prices/%s HTTP/1.1\r
                    Host: localhost\r
                    Authorization: Bearer %s\r
                    Content-Type: application/json\r
                    Content-Length: 33\r
                    Connection: close\r
                    %s: 1000\r
                    \r
                    """.formatted(prices.sku(), PricingParts.admin(), Deadline.HEADER);
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            socket.getOutputStream().flush();
            await().pollDelay(Duration.ofMillis(1_200)).until(() -> true);
            socket.getOutputStream().write("{\"currency\": \"GBP\", \"amount\": 12}".getBytes(US_ASCII));
            socket.getOutputStream().flush();
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII)).startsWith("HTTP/1.1 201");
        }
    }

    private boolean somebodyIsServed() {
        return Pool.newInstance(database).withConnectionAndAwait(another -> another.query("SELECT 1").execute()).size() == 1;
    }

    private static void assertToldToComeBack(Response refused) {
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.contentType()).startsWith("application/problem+json");
    }

    /// Nobody keeps these, so the database is asked.
    private static Response history() {
        return given().get("/api/prices/" + UUID.randomUUID() + "/history");
    }

    private double breaker() {
        return registry.get("circuit.breaker.state").tag("name", "pricing").gauge().value();
    }

    private static Relay way() {
        return PricingParts.wayToTheDatabase();
    }
}
