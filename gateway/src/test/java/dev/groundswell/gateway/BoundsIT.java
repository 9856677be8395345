package dev.groundswell.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.Map;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import dev.groundswell.gateway.service.Surroundings;
import dev.groundswell.gateway.service.Wire;

/// What one client may hold does not grow until others go without. On one event loop, since the bounds are each loop's.
@QuarkusTest
@TestProfile(BoundsIT.Narrow.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class BoundsIT {

    /// Small enough to be reached by hand.
    public static class Narrow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.vertx.event-loops-pool-size", "1", "groundswell.upstreams.streams", "2",
                    "groundswell.upstreams.connections", "2", "groundswell.body.time", "1s", "groundswell.linger.time", "500ms");
        }
    }

    @ConfigProperty(name = "test.token.customer")
    String customer;
    @ConfigProperty(name = "test.token.admin")
    String admin;
    @ConfigProperty(name = "test.service")
    String service;
    @TestHTTPResource
    URI gateway;

    @Test
    void moreStreamsThanAreKeptAreRefusedAndNobodyElseNotices() {
        try (Wire one = new Wire(gateway); Wire two = new Wire(gateway); Wire three = new Wire(gateway)) {
            one.send(events());
            two.send(events());
            one.readUntil("queued");
            two.readUntil("queued");

            assertThat(three.send(events()).readUntil("}")).startsWith("HTTP/1.1 503").containsIgnoringCase("retry-after: 5")
                    .contains("application/problem+json", "Too many streams");
            given().header("Authorization", "Bearer " + customer).when().get("/api/orders/echo").then().statusCode(200);
        }
    }

    @Test
    void aBodyThatDoesNotEndInTimeIsRefusedAndTheServiceLetGo() {
        long before = seen("uploads-broken");
        try (Wire wire = new Wire(gateway)) {
            wire.send(post("/api/products:batch") + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");

            assertThat(wire.readToEnd()).startsWith("HTTP/1.1 408").contains("application/problem+json", "request-timeout");
        }
        await().untilAsserted(() -> assertThat(seen("uploads-broken")).isGreaterThan(before));
    }

    @Test
    void aBodyTheGatewayReadsItselfHasNoMoreTime() {
        try (Wire wire = new Wire(gateway)) {
            wire.send(post("/admin/cache/invalidate") + "Content-Length: 20\r\n\r\n{");

            assertThat(wire.readToEnd()).startsWith("HTTP/1.1 408");
        }
    }

    private String post(String path) {
        return "POST " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + admin + "\r\nContent-Type: application/json\r\n";
    }

    private long seen(String what) {
        return Long.parseLong(given().baseUri("http://" + service).port(Integer.parseInt(service.split(":")[1])).when()
                .get("/seen?what=" + what).asString());
    }

    private String events() {
        return "GET /api/orders/1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + customer + "\r\n\r\n";
    }
}
