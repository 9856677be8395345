package dev.groundswell.pricing.testing;

import static io.restassured.RestAssured.given;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import dev.groundswell.platform.http.Caching;

/// The prices of one sku, by the service's own door.
public record PriceApi(String sku) {

    public static PriceApi newSku() {
        return new PriceApi("P-" + UUID.randomUUID());
    }

    public Map<String, Object> item(String currency, long amount, Instant validFrom) {
        return Map.of("sku", sku, "currency", currency, "amount", amount, "validFrom", validFrom.toString());
    }

    public ValidatableResponse put(Map<String, ?> body) {
        return admin().body(body).put("/api/prices/" + sku).then();
    }

    public static ValidatableResponse batch(List<Map<String, Object>> items) {
        return admin().body(Map.of("items", items)).urlEncodingEnabled(false).post("/api/prices:batch").then();
    }

    public ValidatableResponse get() {
        return given().get("/api/prices/" + sku).then();
    }

    public ValidatableResponse get(String currency) {
        return given().get("/api/prices/" + sku + "?currency=" + currency).then();
    }

    /// Asks as the gateway does after it has heard of a change.
    public ValidatableResponse getPastCaches(String currency) {
        return given().header(Caching.PAST_CACHES, "?1").get("/api/prices/" + sku + "?currency=" + currency).then();
    }

    public ValidatableResponse history() {
        return history("");
    }

    public ValidatableResponse history(String query) {
        return given().get("/api/prices/" + sku + "/history" + query).then();
    }

    public static RequestSpecification admin() {
        return given().auth().oauth2(PricingParts.admin()).contentType("application/json");
    }
}
