package dev.groundswell.testbed.authorization;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import dev.groundswell.local.testing.AuthorizationMatrix.Line;
import dev.groundswell.testbed.suite.Customer;
import dev.groundswell.testbed.suite.Shop;

/// A right request for each line of the matrix, about things of one owner: whatever refuses it looks at who asks. Thread-safe.
final class MatrixRequests {

    private static final Object NONE = "";

    private final Shop shop;
    private final Customer owner;
    private final String sku;
    private final String manufacturer = Shop.fresh("maker");
    private final String order;
    private final Map<String, Supplier<Object>> bodies;

    /// Makes the owner and the things.
    MatrixRequests(Shop shop) {
        this.shop = shop;
        this.owner = shop.newCustomer();
        this.sku = shop.sells(100, 1_000);
        this.order = owner.orders(line());
        owner.cancels(order).statusCode(202);
        put("/api/manufacturers/" + manufacturer, Map.of("name", "Maker"));
        put("/api/customers/" + owner.subject(), customer());
        this.bodies = Map.ofEntries(
                entry("PUT /api/products/{}", this::product),
                entry("POST /api/products:batch", () -> items(with(product(), "sku", sku))),
                entry("PUT /api/manufacturers/{}", () -> Map.of("name", "Maker")),
                entry("PUT /api/stock/{}", () -> Map.of("onHand", 1_000)),
                entry("POST /api/stock:batch", () -> items(Map.of("sku", sku, "onHand", 1_000))),
                entry("PUT /api/prices/{}", this::price),
                entry("POST /api/prices:batch", () -> items(with(price(), "sku", sku))),
                entry("POST /api/quotes", () -> Map.of("currency", "GBP", "lines", List.of(line()))),
                entry("POST /api/orders", () -> Map.of("currency", "GBP", "lines", List.of(line()))),
                entry("POST /api/orders/{}/cancel", () -> NONE),
                entry("PUT /api/customers/{}", this::customer),
                entry("POST /api/customers:batch", () -> items(with(customer(), "id", owner.subject()))),
                entry("POST /jobs/{}", () -> NONE),
                entry("PUT /admin/limits", () -> Map.of("mode", "dark")),
                entry("POST /admin/cache/invalidate", () -> Map.of("tags", List.of("product:" + sku))));
    }

    /// The customer whose things they are.
    String owner() {
        return owner.subject();
    }

    /// Sends a line's request, prepared by the caller.
    Response send(RequestSpecification request, Line line) {
        String path = line.path().replace("{}", thing(line));
        // A batch's colon travels as it is.
        request.urlEncodingEnabled(false);
        if (line.method().equals("GET")) {
            return request.accept(path.endsWith("/events") ? "text/event-stream" : "*/*").get(path + query(line));
        }
        if (line.method().equals("DELETE")) {
            return request.delete(path);
        }
        Supplier<Object> body = bodies.get(line.toString());
        if (body == null) {
            throw new IllegalStateException("no request for " + line);
        }
        if (line.path().equals("/api/orders")) {
            request.header("Idempotency-Key", UUID.randomUUID());
        }
        return request.contentType(ContentType.JSON).body(body.get()).request(line.method(), path);
    }

    private String thing(Line line) {
        String path = line.path();
        return path.startsWith("/jobs")
                ? "past-runs"
                : path.startsWith("/api/manufacturers")
                        ? manufacturer
                        : path.startsWith("/api/orders")
                                ? order
                                : path.startsWith("/api/customers") ? owner.subject() : sku;
    }

    private String query(Line line) {
        return switch (line.path()) {
            case "/api/prices" -> "?currency=GBP&skus=" + sku;
            case "/api/prices/{}", "/api/prices/{}/history" -> "?currency=GBP";
            default -> "";
        };
    }

    private dev.groundswell.testbed.suite.Line line() {
        return new dev.groundswell.testbed.suite.Line(sku, 1);
    }

    private Map<String, Object> product() {
        return Map.of("name", "Testbed " + sku, "description", "for one test", "category", "testbed");
    }

    private Map<String, Object> price() {
        return Map.of("currency", "GBP", "amount", 100);
    }

    private Map<String, Object> customer() {
        return Map.of("name", "Owner", "country", "GB");
    }

    private void put(String path, Map<String, ?> body) {
        shop.admin().contentType(ContentType.JSON).body(body).put(path).then().statusCode(201);
    }

    private static Map<String, Object> items(Map<String, ?> item) {
        return Map.of("items", List.of(item));
    }

    private static Map<String, Object> with(Map<String, Object> members, String name, String value) {
        Map<String, Object> more = new HashMap<>(members);
        more.put(name, value);
        return more;
    }
}
