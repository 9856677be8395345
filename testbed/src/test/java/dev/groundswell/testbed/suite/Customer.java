package dev.groundswell.testbed.suite;

import static java.util.stream.Collectors.toMap;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/// One customer at the gateway. Immutable and thread-safe.
public record Customer(Shop shop, String subject) {
    private static final Set<String> ENDS = Set.of("confirmed", "rejected", "cancelled");
    /// Far above the promised 5 s: this machine is shared.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    public RequestSpecification request() {
        return shop.as(subject);
    }

    /// Orders in GBP and returns the new order's id.
    public String orders(Line... lines) {
        return accepted(request(), Map.of("currency", "GBP", "lines", List.of(lines))).extract().path("id");
    }

    /// Orders in GBP if it costs what is expected, else not at all.
    public String ordersFor(long expectedTotal, Line... lines) {
        return accepted(request(), Map.of("currency", "GBP", "lines", List.of(lines), "expectedTotal",
                Map.of("currency", "GBP", "amount", expectedTotal))).extract().path("id");
    }

    /// The answer to an order that is prepared by the caller and must be accepted.
    public static ValidatableResponse accepted(RequestSpecification request, Map<String, ?> order) {
        return request.header("Idempotency-Key", UUID.randomUUID()).contentType(ContentType.JSON).body(order)
                .post("/api/orders").then().statusCode(202);
    }

    public JsonPath order(String id) {
        return request().get("/api/orders/{id}", id).then().statusCode(200).extract().jsonPath();
    }

    /// Returns the order once it is confirmed, rejected or cancelled.
    public JsonPath settled(String id) {
        return await().atMost(PATIENCE).until(() -> order(id), order -> ENDS.contains(order.getString("status")));
    }

    public ValidatableResponse cancels(String id) {
        return request().post("/api/orders/{id}/cancel", id).then();
    }

    /// The status of each order on the first page, the newest hundred.
    public Map<String, String> statuses() {
        List<Map<String, String>> items = request().get("/api/orders?limit=100").then().statusCode(200).extract().path("items");
        return items.stream().collect(toMap(order -> order.get("id"), order -> order.get("status")));
    }

    /// Follows an order until its stream ends.
    public List<StatusEvent> follows(String id) {
        return followsAt(shop.gateway(), id, event -> {});
    }

    /// The same at some other door, past the gateway; each event is told as it comes.
    public List<StatusEvent> followsAt(URI door, String id, Consumer<StatusEvent> seen) {
        return StatusEvent.stream(door.resolve("/api/orders/" + id + "/events"), shop.token(subject), seen);
    }

    /// Orders in GBP at some other door and returns the new order's id.
    public String ordersAt(URI door, Line... lines) {
        return accepted(shop.at(door).auth().oauth2(shop.token(subject)), Map.of("currency", "GBP", "lines", List.of(lines)))
                .extract().path("id");
    }
}
