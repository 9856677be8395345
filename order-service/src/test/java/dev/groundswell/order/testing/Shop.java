package dev.groundswell.order.testing;

import static io.restassured.RestAssured.given;

import java.util.UUID;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/// A customer of the service under test.
public record Shop(String customer) {

    public static Shop newCustomer() {
        return new Shop("customer-" + UUID.randomUUID());
    }

    public RequestSpecification request() {
        return given().auth().oauth2(OrderParts.running().token(customer, false)).contentType(ContentType.JSON);
    }

    public static RequestSpecification admin() {
        return given().auth().oauth2(OrderParts.running().token("admin", true)).contentType(ContentType.JSON);
    }

    public ValidatableResponse place(String key, String body) {
        return request().header("Idempotency-Key", key).body(body).post("/api/orders").then();
    }

    /// Places an order for `quantity` of `sku` and answers its id.
    @CanIgnoreReturnValue
    public UUID placed(String sku, int quantity) {
        return UUID.fromString(place(UUID.randomUUID().toString(), body(sku, quantity)).statusCode(202).extract().path("id"));
    }

    public static String body(String sku, int quantity) {
        return "{\"currency\": \"GBP\", \"lines\": [{\"sku\": \"" + sku + "\", \"quantity\": " + quantity + "}]}";
    }

    public Response read(UUID order) {
        return request().get("/api/orders/" + order);
    }

    public String status(UUID order) {
        return read(order).then().statusCode(200).extract().path("status");
    }

    public ValidatableResponse cancel(UUID order) {
        return request().post("/api/orders/" + order + "/cancel").then();
    }
}
