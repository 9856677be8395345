package dev.groundswell.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import dev.groundswell.gateway.service.Surroundings;
import dev.groundswell.gateway.service.Wire;

/// Who is slow holds nothing for long, and who only waits is not slow.
@QuarkusTest
@TestProfile(Guarded.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class SlowClientsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ECHO = "GET /api/products/echo HTTP/1.1\r\nHost: a\r\n\r\n";
    /// As many as may be asked ahead.
    private static final int ASKED = 100;
    private static final int FEW = 20;

    @ConfigProperty(name = "test.token.customer")
    String customer;
    @ConfigProperty(name = "test.service")
    String service;
    @TestHTTPResource
    URI gateway;

    @Test
    void aHeadThatComesByteByByteIsEndedAndNobodyElse() {
        try (Wire idle = new Wire(gateway); Wire uploading = new Wire(gateway); Wire slow = new Wire(gateway)) {
            idle.send(ECHO).readUntil("\r\n\r\n");
            uploading.send(
                    "POST /api/orders HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + customer + "\r\nContent-Length: 100000\r\n\r\n");
            slow.send("GET /api/products/echo HTTP/1.1\r\nHost: a\r\nX: ");

            await().atMost(PATIENCE).until(() -> {
                var _ = sendUnlessClosed(uploading);
                return !sendUnlessClosed(slow);
            });

            assertThat(idle.send(ECHO).readUntil("\r\n\r\n")).contains("HTTP/1.1 200");
            assertThat(sendUnlessClosed(uploading)).isTrue();
        }
    }

    @Test
    void aFirstLineThatNeverEndsIsEndedToo() {
        try (Wire slow = new Wire(gateway)) {
            // A clock is set within a second of a connection's beginning.
            await().atMost(PATIENCE).until(() -> !sendUnlessClosed(slow));

            assertThat(slow.readToEnd()).doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void whoDoesNotReadAnAnswerLosesItAndTheServiceIsLetGo() {
        long before = seen("endless-abandoned");
        try (Wire deaf = new Wire(gateway)) {
            deaf.send("GET /api/products/endless HTTP/1.1\r\nHost: a\r\n\r\n");

            await().atMost(PATIENCE).until(() -> seen("endless-abandoned") > before);
        }
    }

    @Test
    void whoAsksOnAndDoesNotReadIsNotAnsweredOn() {
        long before = seen("large");
        try (Wire deaf = new Wire(gateway)) {
            String questions = "GET /api/products/large HTTP/1.1\r\nHost: a\r\n\r\n".repeat(ASKED);
            Thread.ofVirtual().start(() -> {
                var _ = sendUnlessClosed(deaf, questions);
            });

            await().atMost(PATIENCE).until(() -> !sendUnlessClosed(deaf, "\r\n"));

            // What fits between here and there, of the 6 MB that were asked for: without a bound of its own the kernel takes as much.
            assertThat(seen("large") - before).isPositive().isLessThan(FEW);
        }
    }

    @Test
    void whoAsksTooFarAheadLosesTheConnectionAndNobodyElse() {
        try (Wire other = new Wire(gateway); Wire greedy = new Wire(gateway)) {
            greedy.send("GET /api/products/never HTTP/1.1\r\nHost: a\r\n\r\n");
            String more = "GET /x HTTP/1.1\r\nHost:a\r\n\r\n".repeat(1_000);

            await().atMost(PATIENCE).until(() -> {
                assertThat(other.send(ECHO).readUntil("\r\n\r\n")).contains("HTTP/1.1 200");
                return !sendUnlessClosed(greedy, more);
            });
        }
    }

    @Test
    void whatMayBeAskedAheadIsAnswered() {
        try (Wire wire = new Wire(gateway)) {
            String refused = "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n";
            wire.send(ECHO + refused.repeat(ASKED - 2) + "GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

            assertThat(wire.readToEnd().split("HTTP/1.1 404", -1)).hasSize(ASKED);
        }
    }

    /// Answers without a body, problems, and interim ones.
    @Test
    void whoAsksOneAfterTheOtherMayDoSoForEver() {
        String upload = "POST /api/orders HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + customer
                + "\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
        try (Wire wire = new Wire(gateway)) {
            for (int i = 0; i < ASKED; i++) {
                wire.send("HEAD /api/products/echo HTTP/1.1\r\nHost: a\r\n\r\n").readUntil("\r\n\r\n");
                wire.send("GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n").readUntil("}");
                wire.send(upload).readUntil("100 Continue\r\n\r\n");
                wire.send("{}").readUntil("{}");
            }
        }
    }

    private static boolean sendUnlessClosed(Wire wire) {
        return sendUnlessClosed(wire, "x");
    }

    private static boolean sendUnlessClosed(Wire wire, String text) {
        try {
            wire.send(text);
            return true;
        } catch (UncheckedIOException closed) {
            return false;
        }
    }

    private long seen(String what) {
        return Long.parseLong(RestAssured.given().baseUri("http://" + service).port(Integer.parseInt(service.split(":")[1])).when()
                .get("/seen?what=" + what).asString());
    }
}
