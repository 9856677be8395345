package dev.groundswell.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import java.net.URI;
import java.util.List;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.groundswell.gateway.service.Surroundings;
import dev.groundswell.gateway.service.Wire;
import dev.groundswell.testing.NotedLog;

/// What a service gets of a request, and a client of an answer.
@QuarkusTest
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class PassingOnIT {

    @ConfigProperty(name = "test.token.customer")
    String customer;
    @ConfigProperty(name = "test.service")
    String service;
    @TestHTTPResource
    URI gateway;
    @TestHTTPResource(value = "", management = true)
    URI management;

    @Test
    void theTokenPassesUnchanged() {
        given().header("Authorization", "Bearer " + customer)
                .when().get("/api/products/echo")
                .then().statusCode(200).body("headers.authorization[0]", equalTo("Bearer " + customer));
    }

    @Test
    void forgedIdentityAndOriginAreDropped() {
        given().header("X-User", "admin").header("X-Groundswell-Sub", "admin").header("X-Forwarded-For", "1.2.3.4")
                .header("X-Real-IP", "1.2.3.4")
                .header("Forwarded", "for=1.2.3.4;host=evil").header("X-HTTP-Method-Override", "DELETE").header("X-Kept", "yes")
                .when().get("/api/products/echo")
                .then().statusCode(200)
                .body("headers.x-user", nullValue())
                .body("headers.x-groundswell-sub", nullValue())
                .body("headers.x-forwarded-for", nullValue())
                .body("headers.x-real-ip", nullValue())
                .body("headers.x-http-method-override", nullValue())
                .body("headers.x-kept[0]", equalTo("yes"))
                .body("headers.forwarded.size()", equalTo(1))
                .body("headers.forwarded[0]", equalTo("for=127.0.0.1;host=\"" + gateway.getAuthority() + "\";proto=http"))
                .body("headers.host[0]", equalTo(service));
    }

    @Test
    void whatSpeaksOfTheClientsConnectionEndsHere() {
        String answer = echoed(
                "Connection: keep-alive, X-Hop\r\nX-Hop: 1\r\nTE: trailers\r\nKeep-Alive: 5\r\nUpgrade: foo\r\nProxy-Authorization: x\r\n");

        assertThat(answer).contains("200 OK").doesNotContainIgnoringCase("x-hop").doesNotContain("\"te\"", "keep-alive", "upgrade",
                "proxy-auth");
    }

    @Test
    void onlyKnownParametersPass() {
        given().urlEncodingEnabled(false).when().get("/api/products/echo?utm=1&expand=price,manufacturer&x=%20")
                .then().body("uri", equalTo("/api/products/echo?expand=price,manufacturer"));
    }

    @Test
    void namesOfTheRequestAreTakenOver() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        given().header("X-Request-Id", "shop-1.a_B").header("traceparent", trace)
                .when().get("/api/products/echo")
                .then().header("X-Request-Id", "shop-1.a_B")
                .body("headers.x-request-id", equalTo(List.of("shop-1.a_B")))
                .body("headers.traceparent", equalTo(List.of(trace)));
    }

    @Test
    void badNamesOfTheRequestAreReplaced() {
        given().header("X-Request-Id", "a b{}").header("traceparent", "00-0-0-00")
                .when().get("/api/products/echo")
                .then().header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"))
                .body("headers.x-request-id[0]", matchesPattern("[0-9a-f-]{36}"))
                .body("headers.traceparent[0]", matchesPattern("00-[0-9a-f]{32}-[0-9a-f]{16}-00"));
    }

    @Test
    void anAnswerPassesWithoutWhatIsForCachesAndConnections() {
        given().header("X-Request-Id", "mine").when().get("/api/products/headers")
                .then().statusCode(200)
                .header("ETag", "\"7\"").header("Location", "/api/products/headers").header("Set-Cookie", "a=1")
                .header("X-Request-Id", "mine")
                .header("Cache-Tag", nullValue()).header("CDN-Cache-Control", nullValue()).header("X-Hop", nullValue())
                .header("Keep-Alive", nullValue()).header("Connection", nullValue());
    }

    @ParameterizedTest
    @CsvSource({"empty, 204", "same, 304"})
    void answersWithoutBodyHaveNone(String how, int status) {
        String answer = wire("GET /api/products/" + how + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status).endsWith("\r\n\r\n").doesNotContainIgnoringCase("transfer-encoding");
    }

    @Test
    void headIsGetWithoutItsBody() {
        String answer = wire("HEAD /api/products/headers HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200").containsIgnoringCase("content-length: 2\r\n").endsWith("\r\n\r\n");
    }

    @Test
    void interimAnswersAreNotTakenForTheAnswer() {
        given().when().get("/api/prices/hints").then().statusCode(200).body(equalTo("{}"));
        given().when().get("/api/prices/processing").then().statusCode(200).body(equalTo("{}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"hints;103 Early Hints", "processing;102 Processing"})
    void interimAnswersPassAheadOfTheAnswer(String how, String first) {
        String answer = wire("GET /api/prices/" + how + "/history HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + first + "\r\n").containsOnlyOnce("HTTP/1.1 200 OK\r\n").endsWith("{}");
    }

    /// An idle connection may be closed by the service at the moment a request goes out on it.
    @Test
    void aReadThatMetAClosingConnectionIsSentOnceMore() {
        String request = "GET /api/prices/tired HTTP/1.1\r\nHost: a\r\n";

        String answers = wire(request + "\r\n" + request + "Connection: close\r\n\r\n");

        assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(3);
    }

    @Test
    void anOrdersAcceptancePassesAndIsTheFirstLineOfItsJourney() {
        try (NotedLog journey = new NotedLog("dev.groundswell.journey")) {
            given().header("Authorization", "Bearer " + customer).contentType("application/json").body("{\"lines\":[]}")
                    .when().post("/api/orders")
                    .then().statusCode(202).header("Location", "/api/orders/o-1").body(equalTo("{\"lines\":[]}"));
            assertThat(journey.lines()).containsExactly("order o-1 accepted by the gateway");
        }
    }

    @Test
    void requestsAreMeasuredOnceUnderTheirRoutesName() {
        given().when().get("/api/manufacturers/echo").then().statusCode(200);
        given().when().get("/api/no-such-thing").then().statusCode(404);

        await().untilAsserted(() -> assertThat(metrics())
                .contains("request_duration_seconds_count{method=\"GET\",route=\"manufacturer\",status=\"200\"} 1.0\n")
                .contains("request_duration_seconds_count{method=\"GET\",route=\"none\",status=\"404\"}")
                .contains("active_users ").contains("cache_hit_rate{cache=\"tokens\"}")
                .doesNotContain("route=\"other\""));
    }

    @Test
    void aRememberedTokenIsNotVerifiedAgain() {
        for (int i = 0; i < 20; i++) {
            given().header("Authorization", "Bearer " + customer).when().get("/api/products/echo").then().statusCode(200);
        }

        assertThat(metrics()).containsPattern("cache_hit_rate\\{cache=\"tokens\"} (0\\.[5-9]|1\\.0)");
    }

    @Test
    void theGatewayIsReadyWhateverItsServicesDo() {
        given().baseUri(management.toString()).when().get("/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    }

    private String metrics() {
        return given().baseUri(management.toString()).when().get("/metrics").asString();
    }

    private String echoed(String headers) {
        try (Wire wire = new Wire(gateway)) {
            return wire.send("GET /api/products/echo HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n").readUntil("}}");
        }
    }

    private String wire(String request) {
        try (Wire wire = new Wire(gateway)) {
            return wire.send(request).readToEnd();
        }
    }
}
