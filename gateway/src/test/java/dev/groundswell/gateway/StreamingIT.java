package dev.groundswell.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import dev.groundswell.gateway.service.Surroundings;
import dev.groundswell.gateway.service.Wire;

/// Bodies flow through, within their bounds, and stop when either end goes away.
@QuarkusTest
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class StreamingIT {

    private static final byte[] PART = new byte[1 << 16];

    @ConfigProperty(name = "test.token.customer")
    String customer;
    @ConfigProperty(name = "test.token.admin")
    String admin;
    @ConfigProperty(name = "test.service")
    String service;
    @TestHTTPResource
    URI gateway;

    @ParameterizedTest
    @CsvSource({"/api/orders/1/cancel, 1020, 400", "/api/orders/1/cancel, 1024, 400", "/api/orders/1/cancel, 1028, 413",
            "/api/orders/1/cancel, 12288, 413",
            "/api/products:batch, 2048, 400", "/api/products:batch, 8192, 400", "/api/products:batch, 9216, 413"})
    void bodiesAreBoundedByTheirAnnouncedLength(String path, int kibibytes, int status) {
        try (Wire wire = new Wire(gateway)) {
            wire.send(post(path) + "Content-Length: " + kibibytes * 1024L + "\r\n\r\n");
            upload(wire, kibibytes, false);

            assertThat(wire.readUntil("}")).startsWith("HTTP/1.1 " + status).contains("application/problem+json")
                    .contains(status == 413 ? "too-large" : "\"bytes\":" + kibibytes * 1024 + ",\"chunked\":false");
        }
    }

    @ParameterizedTest
    @CsvSource({"/api/orders/1/cancel, 1024, 400", "/api/orders/1/cancel, 1088, 413", "/api/products:batch, 8192, 400",
            "/api/products:batch, 12288, 413"})
    void bodiesOfUnknownLengthAreBoundedByCounting(String path, int kibibytes, int status) {
        long before = seen("uploads-broken");
        try (Wire wire = new Wire(gateway)) {
            wire.send(post(path) + "Transfer-Encoding: chunked\r\n\r\n");
            upload(wire, kibibytes, true);

            assertThat(wire.readUntil("}")).startsWith("HTTP/1.1 " + status)
                    .contains(status == 413 ? "too-large" : "\"bytes\":" + kibibytes * 1024 + ",\"chunked\":true");
        }
        if (status == 413) {
            await().untilAsserted(() -> assertThat(seen("uploads-broken")).as("the service is let go").isGreaterThan(before));
        }
    }

    @Test
    void aBodyReachesTheServiceWhileItIsBeingSent() {
        long before = seen("uploaded");
        try (Wire wire = new Wire(gateway)) {
            wire.send(post("/api/products:batch") + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            await().until(() -> seen("uploaded") == before + 3);

            assertThat(wire.send("2\r\nde\r\n0\r\n\r\n").readUntil("}")).contains("\"bytes\":5");
        }
    }

    @Test
    void aClientThatAsksFirstIsAnsweredFirst() {
        try (Wire wire = new Wire(gateway)) {
            wire.send(post("/api/products:batch") + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertThat(wire.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100");
            assertThat(wire.send("abc").readUntil("}")).startsWith("HTTP/1.1 400").contains("\"bytes\":3");
        }
        try (Wire wire = new Wire(gateway)) {
            wire.send(post("/api/products:batch") + "Content-Length: 9000000\r\nExpect: 100-continue\r\n\r\n");
            assertThat(wire.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void aClientThatReadsSlowlySlowsTheServiceDown() {
        long before = seen("poured");
        try (Wire wire = new Wire(gateway)) {
            wire.send("GET /api/products/endless HTTP/1.1\r\nHost: a\r\n\r\n").readUntil("\r\n\r\n");
            AtomicLong last = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(300)).until(() -> last.getAndSet(seen("poured")) == last.get());

            assertThat(last.get() - before).as("what sockets and one window hold").isBetween(1L, 64L << 20);
        }
    }

    @Test
    void anEventArrivesBeforeItsStreamEnds() {
        try (Wire wire = new Wire(gateway)) {
            wire.send("GET /api/orders/1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + customer + "\r\n\r\n");

            assertThat(wire.readUntil("queued\"}\n\n")).contains("text/event-stream");
        }
    }

    @Test
    void aStreamOutlivesTheTimeOutOfAnswersAndEndsAtItsOwnBound() {
        long began = System.nanoTime();
        try (Wire wire = new Wire(gateway)) {
            wire.send("GET /api/orders/1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + customer + "\r\n\r\n").readToEnd();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(2_900), Duration.ofSeconds(5));
    }

    @Test
    void aClientThatGoesAwayTakesItsRequestAlong() {
        long streams = seen("events-abandoned");
        long held = seen("never");
        long waiting = seen("never-abandoned");
        long uploaded = seen("uploaded");
        long uploads = seen("uploads-broken");
        try (Wire stream = new Wire(gateway); Wire wait = new Wire(gateway); Wire upload = new Wire(gateway)) {
            stream.send("GET /api/orders/1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + customer + "\r\n\r\n")
                    .readUntil("queued");
            wait.send("GET /api/products/never HTTP/1.1\r\nHost: a\r\n\r\n");
            upload.send(post("/api/products:batch") + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            await().until(() -> seen("never") > held && seen("uploaded") == uploaded + 3);
        }

        await().untilAsserted(() -> {
            assertThat(seen("events-abandoned")).isGreaterThan(streams);
            assertThat(seen("never-abandoned")).isGreaterThan(waiting);
            assertThat(seen("uploads-broken")).isGreaterThan(uploads);
        });
    }

    @Test
    void clientsThatGoAwayHarmNoOther() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Thread rude = Thread.ofVirtual().start(() -> {
            while (!over.get()) {
                try (Wire one = new Wire(gateway); Wire two = new Wire(gateway)) {
                    one.send("GET /api/products/echo HTTP/1.1\r\nHost: a\r\n\r\n".repeat(3));
                    two.send("GET /api/products/endless HTTP/1.1\r\nHost: a\r\n\r\n").readUntil("\r\n");
                }
            }
        });
        for (int i = 0; i < 300; i++) {
            Response answer = given().when().get("/api/products/echo");
            assertThat(answer.statusCode()).as(() -> "%s %s".formatted(answer.headers(), answer.asString())).isEqualTo(200);
        }
        over.set(true);
        rude.join();
    }

    @Test
    void halfAnAnswerIsNotTakenForAWholeOne() {
        try (Wire wire = new Wire(gateway)) {
            String answer = wire.send("GET /api/products/half HTTP/1.1\r\nHost: a\r\n\r\n").readToEnd();

            assertThat(answer).containsIgnoringCase("content-length: 100").endsWith("half");
        }
    }

    @Test
    void anAnswerThatComesBeforeTheBodyEndsPassesAndTheConnectionGoesOn() {
        try (Wire wire = new Wire(gateway)) {
            wire.send("PUT /api/products/refuses-early HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + admin
                    + "\r\nContent-Length: 6\r\n\r\nabc");
            assertThat(wire.readUntil("{}")).startsWith("HTTP/1.1 422");

            assertThat(wire.send("defGET /api/products/headers HTTP/1.1\r\nHost: a\r\n\r\n").readUntil("\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aRefusedBodyOfModestSizeLeavesTheConnectionUsable() {
        try (Wire wire = new Wire(gateway)) {
            wire.send(
                    "POST /api/orders HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /api/products/headers HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(wire.readUntil("}")).startsWith("HTTP/1.1 401");
            assertThat(wire.readUntil("\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    private String post(String path) {
        return "POST " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + admin + "\r\n";
    }

    /// Stops when the server has hung up, as a client may.
    private static void upload(Wire wire, int kibibytes, boolean chunked) {
        try {
            for (int left = kibibytes * 1024; left > 0; left -= PART.length) {
                byte[] part = left >= PART.length ? PART : new byte[left];
                if (chunked) {
                    wire.send(Integer.toHexString(part.length) + "\r\n").send(part).send("\r\n");
                } else {
                    wire.send(part);
                }
            }
            if (chunked) {
                wire.send("0\r\n\r\n");
            }
        } catch (java.io.UncheckedIOException hungUp) {
            assertThat(hungUp.getCause()).isInstanceOf(java.net.SocketException.class);
        }
    }

    private long seen(String what) {
        return Long.parseLong(given().baseUri("http://" + service).port(Integer.parseInt(service.split(":")[1])).when()
                .get("/seen?what=" + what).asString());
    }
}
