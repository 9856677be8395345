package dev.groundswell.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import dev.groundswell.gateway.service.ScriptedOrigin;
import dev.groundswell.gateway.service.SettableClock;
import dev.groundswell.gateway.service.Wire;
import dev.groundswell.gateway.store.InvalidationMarks;

/// What the tests of the edge cache have in common: an origin that each test scripts, a clock that it moves, and a path that nobody else asks for.
abstract class EdgeTesting {

    @ConfigProperty(name = "test.token.customer")
    String customer;
    @ConfigProperty(name = "test.token.admin")
    String admin;
    @ConfigProperty(name = "test.origin")
    int port;
    @TestHTTPResource
    URI gateway;
    @Inject
    SettableClock clock;
    @Inject
    InvalidationMarks marks;

    final String path = "/api/products/" + UUID.randomUUID();
    ScriptedOrigin origin;

    /// Once the gateway has begun to listen for changes: that makes everything stale.
    @BeforeEach
    void startOrigin() {
        await().until(() -> marks.count() > 0);
        origin = ScriptedOrigin.start(port);
    }

    @AfterEach
    void stopOrigin() {
        origin.close();
    }

    void pass(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    /// A GET with headers, each a name and its value.
    @CanIgnoreReturnValue
    Response get(String target, String... namesAndValues) {
        return asked(namesAndValues).when().get(target);
    }

    /// A request with headers, its target sent as it is written.
    static RequestSpecification asked(String... namesAndValues) {
        RequestSpecification request = given().urlEncodingEnabled(false);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            request.header(namesAndValues[i], namesAndValues[i + 1]);
        }
        return request;
    }

    /// All that comes for a request on a connection of its own.
    @CanIgnoreReturnValue
    String wire(String head) {
        try (Wire wire = new Wire(gateway)) {
            return wire.send(head.replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n").readToEnd();
        }
    }

    static String bearer(String token) {
        return "Bearer " + token;
    }

    static void assertHit(Response answer, String body) {
        assertThat(answer.asString()).isEqualTo(body);
        assertThat(answer.header("Cache-Status")).startsWith("groundswell; hit");
    }

    static void assertForwarded(Response answer, String body, String why) {
        assertThat(answer.asString()).isEqualTo(body);
        assertThat(answer.header("Cache-Status")).startsWith("groundswell; fwd=" + why);
    }
}
