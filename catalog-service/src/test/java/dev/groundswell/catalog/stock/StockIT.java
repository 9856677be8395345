package dev.groundswell.catalog.stock;

import static dev.groundswell.catalog.Api.admin;
import static dev.groundswell.catalog.Api.anyone;
import static dev.groundswell.catalog.Api.customer;
import static dev.groundswell.catalog.Api.get;
import static dev.groundswell.catalog.Api.put;
import static dev.groundswell.catalog.Api.sku;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.catalog.CatalogParts;

@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class StockIT {

    /// Of ten connections those that requests may hold.
    private static final int SHARE = 8;
    private static final int MANY = SHARE + 5;

    private final String sku = sku("S");
    private final String path = "/api/stock/" + sku;

    @Inject
    Pool database;

    @Inject
    MeterRegistry registry;

    @Test
    void isCountedWithoutItsProduct() {
        get(path).statusCode(404).header("Cache-Control", equalTo("no-store"));
        put(path, Map.of("onHand", 5)).statusCode(200);
        get(path).statusCode(200)
                .body("", equalTo(Map.of("sku", sku, "onHand", 5, "reserved", 0, "available", 5)))
                .header("Cache-Control", equalTo("no-store"));
        anyone().head(path).then().statusCode(200);
    }

    @Test
    void isWrittenBackAsItWasReadAndKeepsWhatIsReserved() {
        put(path, Map.of("onHand", 5));
        var _ = database
                .withConnection(connection -> connection.preparedQuery("UPDATE stock SET reserved = 3 WHERE sku = $1")
                        .execute(Tuple.of(sku)))
                .await()
                .indefinitely();
        Map<String, Object> read = get(path).extract().jsonPath().getMap("");
        put(path, read).statusCode(200).body("", equalTo(read)).body("available", equalTo(2));
        put(path, Map.of("onHand", 1, "reserved", 0)).body("reserved", equalTo(3)).body("available", equalTo(0));
    }

    /// Those who hold the requests' share of the connections wait for the table; no other request is held up for longer than the pool's patience, and who
    /// works on orders not at all.
    @Test
    void whoFindsNoConnectionIsToldToComeBack() throws Exception {
        put(path, Map.of("onHand", 5)).statusCode(200);
        List<Future<Response>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            SqlConnection blocker = database.getConnection().await().indefinitely();
            try {
                blocker.query("BEGIN").executeAndAwait();
                blocker.query("LOCK TABLE stock IN ACCESS EXCLUSIVE MODE").executeAndAwait();
                for (int i = 0; i < MANY; i++) {
                    answers.add(clients.submit(() -> anyone().get(path)));
                }
                await().until(() -> somebodyElseIsServed() && connections("used") == SHARE + 1
                        && registry.get("database.requests.waiting").tag("database", "catalog").gauge().value() > 0);
                await().until(() -> somebodyElseIsServed() && answers.stream().filter(Future::isDone).count() >= MANY - SHARE);
                assertThat(answers.stream().filter(Future::isDone).map(Future::resultNow)).allSatisfy(refused -> {
                    assertThat(refused.statusCode()).isEqualTo(503);
                    assertThat(refused.header("Retry-After")).isEqualTo("1");
                    assertThat(refused.contentType()).startsWith("application/problem+json");
                });
            } finally {
                blocker.query("ROLLBACK").executeAndAwait();
                blocker.closeAndAwait();
            }
        }
        assertThat(answers.stream().filter(answer -> answer.resultNow().statusCode() == 200)).isNotEmpty();
        await().until(() -> anyone().get(path).statusCode() == 200);
    }

    private boolean somebodyElseIsServed() {
        return database.withConnectionAndAwait(another -> another.query("SELECT 1").execute()).size() == 1;
    }

    private double connections(String what) {
        return registry.get("database.connections." + what).tags("database", "catalog", "role", "primary").gauge().value();
    }

    @Test
    void isRefusedWithPointers() {
        put(path, Map.of("onHand", -1)).statusCode(422).body("errors.pointer", contains("/onHand"));
        put(path, Map.of("onHand", 1_000_000_001)).statusCode(422).body("errors.pointer", contains("/onHand"));
        put(path, Map.of()).statusCode(422).body("errors.pointer", contains("/onHand"));
        put(path, Map.of("onHand", 1, "sku", "other")).statusCode(422).body("errors.pointer", contains("/sku"));
        put(path, Map.of("onHand", "1")).statusCode(400).body("errors.pointer", contains("/onHand"));
        put(path, Map.of("onHand", 1.0)).statusCode(400).body("errors.pointer", contains("/onHand"));
        put("/api/stock/-a", Map.of("onHand", 1)).statusCode(404);
        get(path).statusCode(404);
    }

    @Test
    void isWrittenWithItsNeighboursOrNotAtAll() {
        String other = sku("S");
        batch(Map.of("sku", sku, "onHand", 1), Map.of("sku", other, "onHand", -1)).statusCode(422)
                .body("errors.pointer", contains("/items/1/onHand"));
        batch(Map.of("sku", sku, "onHand", 1), Map.of("sku", sku, "onHand", 2)).statusCode(422)
                .body("errors.pointer", contains("/items/1/sku"));
        get(path).statusCode(404);
        batch(Map.of("sku", sku, "onHand", 1), Map.of("sku", other, "onHand", 2)).statusCode(200).body("written", equalTo(2));
        batch().statusCode(200).body("written", equalTo(0));
        get(path).body("onHand", equalTo(1));
    }

    @Test
    void isWrittenByAdminsOnly() {
        for (String url : List.of(path, "/api/stock:batch")) {
            String method = url.equals(path) ? "PUT" : "POST";
            anyone().contentType("application/json").body("{\"items\": []}").request(method, url).then().statusCode(401);
            customer().body("{\"items\": []}").request(method, url).then().statusCode(403);
        }
    }

    private static ValidatableResponse batch(Object... items) {
        return admin().body(Map.of("items", items)).post("/api/stock:batch").then();
    }
}
