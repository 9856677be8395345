package dev.groundswell.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import java.net.URI;
import java.util.Base64;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import dev.groundswell.gateway.service.Surroundings;
import dev.groundswell.gateway.service.Wire;

/// Every no the gateway says by itself is a complete problem, and says nothing about the inside.
@QuarkusTest
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class RefusingIT {

    @ConfigProperty(name = "test.token.customer")
    String customer;
    @ConfigProperty(name = "test.token.admin")
    String admin;
    @ConfigProperty(name = "test.token.expired")
    String expired;
    @ConfigProperty(name = "test.service")
    String service;
    @TestHTTPResource
    URI gateway;

    @ParameterizedTest
    @ValueSource(strings = {"/q/metrics", "/metrics", "/q/health", "/q/dev", "/api/nothing", "/", "/api/orders/"})
    void whatIsNotInTheTableIsNotThere(String path) {
        problem(given().when().get(path).then(), 404);
    }

    @Test
    void aKnownPathTellsItsMethods() {
        problem(given().when().patch("/api/orders").then().header("Allow", "GET, HEAD, POST"), 405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/../q/metrics", "/api/%2e%2e/q/metrics", "/api//orders", "/api/orders/..%2f..%2fq/metrics",
            "/api/products/a;b", "/api/products/%00"})
    void pathTricksAreRefusedAndNotPassedOn(String path) {
        long before = seen("requests");

        String answer = wire("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "urn:groundswell:problem:bad-request");
        // The question itself is the one request more.
        assertThat(seen("requests")).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: a\r\nHost: b\r\n", "Host: a b\r\n", "Host: \"a\r\n",
            "Host: a\r\nTransfer-Encoding: gzip, chunked\r\n",
            "Host: a\r\nTransfer-Encoding: xchunked\r\n", "Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n",
            "Host: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n", "Host: a\r\nContent-Length: +4\r\n", "Host : a\r\n"})
    void ambiguousHeadsAreRefused(String head) {
        try (Wire wire = new Wire(gateway)) {
            assertThat(wire.send("POST /api/products/echo HTTP/1.1\r\nConnection: close\r\n" + head + "\r\n").readUntil("\r\n"))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, /api/orders", "PUT, /api/products/A", "DELETE, /api/products/A", "POST, /api/products:batch",
            "POST, /api/customers:batch",
            "POST, /api/prices:batch", "PUT, /api/stock/A", "POST, /admin/cache/invalidate", "GET, /api/orders/1/events",
            "GET, /api/customers/ann"})
    void nobodyIsAskedForAToken(String method, String path) {
        problem(given().urlEncodingEnabled(false).when().request(method, path).then().header("WWW-Authenticate", startsWith("Bearer")),
                401);
    }

    @ParameterizedTest
    @CsvSource({"PUT, /api/products/A", "DELETE, /api/products/A", "POST, /api/products:batch", "POST, /api/customers:batch",
            "POST, /api/stock:batch",
            "PUT, /api/prices/A", "PUT, /api/manufacturers/m", "POST, /admin/cache/invalidate"})
    void aCustomerIsNoAdmin(String method, String path) {
        problem(as(customer).urlEncodingEnabled(false).when().request(method, path).then(), 403);
    }

    @Test
    void anAdminIsOne() {
        as(admin).when().delete("/api/products/echo").then().statusCode(200).body("method", equalTo("DELETE"));
        as(admin).when().get("/api/orders/echo").then().statusCode(200);
    }

    @Test
    void aTokenThatDoesNotVerifyIsRefusedOnOpenRoutesToo() {
        String[] parts = customer.split("\\.");
        String promoted = Base64.getUrlEncoder().withoutPadding().encodeToString(
                new String(Base64.getUrlDecoder().decode(parts[1])).replace("\"ann\"", "\"root\"").getBytes());
        for (String forged : new String[]{"x", "a.b.c", expired, customer.substring(0, customer.length() - 8) + "AAAAAAAA",
                parts[0] + "." + promoted + "." + parts[2],
                parts[0] + "." + promoted + ".", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJyb290IiwiZ3JvdXBzIjpbImFkbWluIl19."}) {
            problem(as(forged).when().get("/api/products/echo").then().header("WWW-Authenticate", containsString("invalid_token")), 401);
        }
        problem(given().header("Authorization", "Basic YTpi").when().get("/api/products/echo").then(), 401);
        problem(given().header("Authorization", "Bearer " + customer).header("Authorization", "Bearer " + admin).when()
                .get("/api/orders/echo").then(), 400);
    }

    @Test
    void aServiceThatBreaksOffMayComeBack() {
        problem(given().when().get("/api/products/broken").then().header("Retry-After", "1")
                .body("detail", containsString("may be sent again")), 503);
    }

    @Test
    void aServiceThatIsSilentTimesOutAndIsLetGo() {
        long before = seen("never-abandoned");

        problem(given().when().get("/api/products/never").then(), 504);

        await().until(() -> seen("never-abandoned") > before);
    }

    @Test
    void http2IsNotSpokenInClearText() {
        try (Wire wire = new Wire(gateway)) {
            wire.send("GET /api/products/headers HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                    + "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n");
            assertThat(wire.readUntil("\r\n")).isEqualTo("HTTP/1.1 200 OK\r\n");
        }
        // Whoever speaks HTTP/2 answers its preface with frames, not with words.
        assertThat(wire("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).contains("400 Bad Request", "urn:groundswell:problem:bad-request");
    }

    @Test
    void aHeadsRefusalHasNoBody() {
        String answer = wire("HEAD /api/nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404").contains("application/problem+json").endsWith("\r\n\r\n");
    }

    private static void problem(ValidatableResponse answer, int status) {
        answer.statusCode(status).contentType(startsWith("application/problem+json")).header("X-Request-Id", notNullValue())
                .header("Cache-Control", "no-store")
                .body("status", equalTo(status)).body("title", notNullValue()).body("detail", notNullValue())
                .body("type", startsWith("urn:groundswell:problem:"));
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private long seen(String what) {
        return Long.parseLong(given().baseUri("http://" + service).port(Integer.parseInt(service.split(":")[1])).when()
                .get("/seen?what=" + what).asString());
    }

    private String wire(String request) {
        try (Wire wire = new Wire(gateway)) {
            return wire.send(request).readToEnd();
        }
    }
}
