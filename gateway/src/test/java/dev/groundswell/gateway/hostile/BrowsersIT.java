package dev.groundswell.gateway.hostile;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.nullValue;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;

import dev.groundswell.gateway.service.Surroundings;
import dev.groundswell.gateway.service.Wire;

/// One origin is let in, and two names are ours.
@QuarkusTest
@TestProfile(Guarded.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class BrowsersIT {

    @TestHTTPResource
    URI gateway;

    @Test
    void aPageOfTheOriginMayAskAndReadOn() {
        given().header("Origin", "https://shop.example").header("Access-Control-Request-Method", "POST").when().options("/api/orders")
                .then()
                .statusCode(204).header("Access-Control-Allow-Origin", "https://shop.example")
                .header("Access-Control-Allow-Methods", containsString("POST"))
                .header("Access-Control-Allow-Headers", containsString("Idempotency-Key"))
                .header("Access-Control-Allow-Credentials", nullValue()).header("Vary", containsString("origin"));

        given().header("Origin", "https://shop.example").when().get("/api/products/echo").then().statusCode(200)
                .header("Access-Control-Allow-Origin", "https://shop.example")
                .header("Access-Control-Expose-Headers", containsString("RateLimit-Policy"));
        // A page has to be able to read why it was refused.
        given().header("Origin", "https://shop.example").when().get("/api/orders").then().statusCode(401)
                .header("Access-Control-Allow-Origin", "https://shop.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "*", "https://shop.example.evil", "https://evilshop.example", "http://shop.example",
            "https://shop.example:444",
            "https://SHOP.example", "https://shop.example/", "https://sub.shop.example"})
    void aPageOfAnyOtherMayNot(String origin) {
        closed(given().header("Origin", origin).header("Access-Control-Request-Method", "GET").when().options("/api/products/echo").then()
                .statusCode(405));
        closed(given().header("Origin", origin).when().get("/api/products/echo").then().statusCode(200).header("Vary",
                containsString("origin")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api.example", "API.example:8443", "localhost", "[::1]:80"})
    void isServedUnderItsOwnNames(String host) {
        assertThat(asked(host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "api.example.evil", "127.0.0.2", "[::2]"})
    void isNotServedUnderAnothers(String host) {
        assertThat(asked(host)).startsWith("HTTP/1.1 421").contains("urn:groundswell:problem:misdirected-request");
    }

    private String asked(String host) {
        try (Wire wire = new Wire(gateway)) {
            return wire.send("GET /api/products/echo HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n").readToEnd();
        }
    }

    private static void closed(ValidatableResponse answer) {
        answer.header("Access-Control-Allow-Origin", nullValue()).header("Access-Control-Allow-Methods", nullValue());
    }
}
