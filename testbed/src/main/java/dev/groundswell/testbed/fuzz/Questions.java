package dev.groundswell.testbed.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.groundswell.testbed.contract.Call;
import dev.groundswell.testbed.contract.Contract;

/// Requests that are all right: to things that there are, with what a call takes. What is wrong with one is added by [Mistakes]. Confined to one thread.
final class Questions {

    private final Contract contract;
    private final Shop shop;
    private final RandomGenerator random;
    private final Bodies bodies;

    Questions(Contract contract, Shop shop, RandomGenerator random) {
        this.contract = contract;
        this.shop = shop;
        this.random = random;
        this.bodies = new Bodies(contract, shop, random);
    }

    Values values() {
        return bodies.values();
    }

    /// One that has to be answered with success, or with the other status that is said.
    Case about(Call call) {
        String key = key(call);
        Request request = Request.of(call.method(), call.path().replaceAll("\\{\\w+}", key) + query(call));
        request = caller(call, request);
        if (call.id().equals("placeOrder")) {
            request = request.with("Idempotency-Key: " + (random.nextBoolean() ? uuid() : '"' + uuid() + '"'));
        }
        if (call.hasBody()) {
            request = request.sending(body(call, key).toString());
        }
        return new Case(call, "all right", conditional(call, request), expected(call));
    }

    /// A body that this call takes.
    ObjectNode body(Call call, String key) {
        return bodies.valid(call, key);
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /// What stands in the variable segment.
    String key(Call call) {
        return switch (call.id()) {
            case "readProduct", "readStock" -> random.nextInt(4) == 0 ? shop.fresh() : shop.sku();
            case "readPrice", "readPriceHistory" -> random.nextInt(4) == 0 ? shop.fresh() : shop.pricedSku();
            case "writeProduct", "writeManufacturer", "writePrice", "writeStock", "deleteProduct" -> shop.fresh();
            case "readManufacturer" -> random.nextInt(4) == 0 ? shop.fresh() : shop.manufacturer();
            case "readOrder", "followOrder", "cancelOrder" -> shop.order();
            case "readCustomer", "writeCustomer", "eraseCustomer" -> "fuzz-c" + random.nextInt(20);
            default -> "";
        };
    }

    private Request caller(Call call, Request request) {
        if (call.forAdmins() || call.path().startsWith("/api/customers")) {
            return request.bearing(shop.token("admin"));
        }
        return call.open() && random.nextInt(3) > 0 ? request : request.bearing(shop.token(Shop.ONE));
    }

    private String query(Call call) {
        List<String> parameters = new ArrayList<>();
        for (JsonNode reference : call.parameters()) {
            JsonNode parameter = contract.resolved(reference);
            boolean wanted = parameter.path("required").asBoolean() || random.nextInt(4) == 0;
            if (parameter.path("in").asText().equals("query") && wanted) {
                parameters.add(parameter.path("name").asText() + "=" + encoded(value(call, parameter)));
            }
        }
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    private String value(Call call, JsonNode parameter) {
        return switch (parameter.path("name").asText()) {
            case "after" -> shop.cursor(call);
            case "skus" -> String.join(",", shop.sku(), shop.fresh(), shop.pricedSku());
            case "customer" -> Shop.ONE;
            case "category" -> random.nextBoolean() ? "fuzz" : values().valid(parameter.path("schema")).asText();
            case "expand" -> call.id().equals("listOrders") ? "products" : one("price", "manufacturer", "manufacturer,price");
            case "currency" -> one("GBP", "EUR", "JPY");
            default -> values().valid(parameter.path("schema")).asText();
        };
    }

    private Request conditional(Call call, Request request) {
        Request asked = random.nextInt(3) == 0 && !shop.consistency().isEmpty()
                ? request.with("Consistency-Token: " + shop.consistency())
                : request;
        boolean tagged = call.method().equals("GET") && call.operation().path("responses").has("304");
        return tagged && random.nextInt(4) == 0 ? asked.with("If-None-Match: " + shop.tag(request.path())) : asked;
    }

    private static Set<Integer> expected(Call call) {
        return switch (call.id()) {
            case "readProduct", "readManufacturer", "readPrice", "readPriceHistory", "listCategories", "describe" -> Set.of(200, 304, 404);
            case "readStock", "readCustomer" -> Set.of(200, 404);
            case "deleteProduct" -> Set.of(204, 404);
            case "cancelOrder" -> Set.of(202, 409);
            case "quote" -> Set.of(200, 422);
            case "listPrices" -> Set.of(200);
            default -> Case.DONE;
        };
    }

    private String one(String... several) {
        return several[random.nextInt(several.length)];
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
