package dev.groundswell.gateway.hostile;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import dev.groundswell.gateway.service.Surroundings;

/// Frames by which one client of HTTP/2 makes a server work or remember without end: its connection is closed, and the others are served meanwhile.
@QuarkusTest
@TestProfile(Guarded.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class Http2FloodsIT {

    private static final long ENHANCE_YOUR_CALM = 11;
    private static final byte[] CANCEL = ByteBuffer.allocate(4).putInt(8).array();
    private static final String ECHO = "/api/products/echo";
    private static final int MANY = 2_000;
    /// Whose answers find no room between here and there.
    private static final int UNREAD = 500_000;
    private static final int AT_ONCE = 500;
    /// SETTINGS_INITIAL_WINDOW_SIZE.
    private static final byte[] ONE_BYTE = Http2Wire.frame(Http2Wire.SETTINGS, 0, 0, new byte[]{0, 4, 0, 0, 0, 1});

    @ConfigProperty(name = "quarkus.tls.key-store.p12.path")
    Path certificate;
    @ConfigProperty(name = "test.service")
    String service;
    @ConfigProperty(name = "test.token.customer")
    String customer;
    @Inject
    MeterRegistry registry;
    @TestHTTPResource(tls = true)
    URI gateway;

    private Http2Wire wire;

    @BeforeEach
    void connect() {
        wire = connected();
    }

    @AfterEach
    void close() {
        wire.close();
    }

    /// CVE-2023-44487.
    @Test
    void streamsTakenBackOneAfterTheOther() {
        long before = asked();
        byte[] head = wire.head("GET", "/api/products/x");

        flood(wire, MANY,
                count -> joined(Http2Wire.frame(Http2Wire.HEADERS, Http2Wire.END_STREAM | Http2Wire.END_HEADERS, stream(count), head),
                        Http2Wire.frame(Http2Wire.RST_STREAM, 0, stream(count), CANCEL)));

        assertEnded();
        assertThat(asked() - before).isLessThan(300);
    }

    /// CVE-2025-8671: what makes the server take them back.
    @Test
    void streamsTheServerHasToTakeBack() {
        byte[] head = wire.head("GET", ECHO);
        byte[] nothing = new byte[4];

        flood(wire, MANY, count -> joined(Http2Wire.frame(Http2Wire.HEADERS, Http2Wire.END_HEADERS, stream(count), head),
                Http2Wire.frame(Http2Wire.WINDOW_UPDATE, 0, stream(count), nothing)));

        assertEnded();
    }

    /// CVE-2024-27983 and its like.
    @ParameterizedTest
    @ValueSource(ints = {0, 1_000})
    void headersThatDoNotEnd(int bytes) {
        byte[] more = bytes == 0 ? new byte[0] : Http2Wire.field("x", "y".repeat(bytes));

        wire.send(Http2Wire.frame(Http2Wire.HEADERS, Http2Wire.END_STREAM, 1, wire.head("GET", ECHO)));
        flood(wire, MANY, count -> Http2Wire.frame(Http2Wire.CONTINUATION, 0, 1, more));

        assertEnded();
    }

    /// CVE-2019-9518.
    @Test
    void piecesOfABodyThatHoldNothing() {
        wire.send(Http2Wire.frame(Http2Wire.HEADERS, Http2Wire.END_HEADERS, 1, wire.head("POST", "/api/quotes")));
        flood(wire, MANY, count -> Http2Wire.frame(Http2Wire.DATA, 0, 1, new byte[0]));

        assertEnded();
    }

    /// CVE-2019-9512 and CVE-2019-9515. Three seconds are left for what has been answered to be read.
    @Test
    void whatHasToBeAnsweredAndIsNotRead() {
        byte[] ping = Http2Wire.frame(Http2Wire.PING, 0, 0, new byte[8]);
        byte[] settings = Http2Wire.frame(Http2Wire.SETTINGS, 0, 0, new byte[0]);
        try (Http2Wire other = connected()) {
            flood(wire, UNREAD, count -> ping);
            flood(other, UNREAD, count -> settings);

            await().until(() -> !wire.send(ping));
            await().until(() -> !other.send(settings));
        }
    }

    /// One byte of each answer may come. Its service is told that nobody reads on.
    @ParameterizedTest
    @ValueSource(strings = {"/api/products/endless", "/api/orders/endless"})
    void whoDoesNotReadAnAnswerLosesItAndTheServiceIsLetGo(String path) {
        long before = seen("endless-abandoned");

        wire.send(ONE_BYTE, asking(1, path));

        await().until(() -> seen("endless-abandoned") > before);
        assertThat(wire.send(Http2Wire.frame(Http2Wire.PING, 0, 0, new byte[8]))).as("the connection goes on").isTrue();
    }

    /// All of the answer has come from the service by then, and its connection is another request's.
    @Test
    void aConversationIsOverWhenTheGatewayEndsWhatNobodyReads() {
        double ended = slowReaders();

        wire.send(ONE_BYTE, asking(1, "/api/orders/large"));

        await().until(() -> slowReaders() > ended);
        await().until(() -> registry.get("upstream.in.flight").tag("service", "order").gauge().value() == 0);
    }

    @Test
    void whoDoesNotReadWhatIsThereWholeLosesTheConnection() {
        wire.send(ONE_BYTE, asking(1, "/nowhere"), asking(3, "/nowhere"));

        assertEnded();
    }

    /// They pass through HTTP/2 as they are, and no service is asked with them.
    @ParameterizedTest
    @CsvSource({"x-a, '\u007f'", "x-a, 'a\u0001b'", "x-a, 'b\r\n c'", "x-a, 'b\nx-c: d'", "x a, b", "x(a, b"})
    void whatIsNoFieldIsRefusedAtOnce(String name, String value) {
        long before = asked();

        wire.send(Http2Wire.frame(Http2Wire.HEADERS, Http2Wire.END_STREAM | Http2Wire.END_HEADERS, 1,
                joined(wire.head("GET", ECHO), Http2Wire.field(name, value))));

        assertThat(wire.readStatus()).isEqualTo(400);
        assertThat(asked()).as("with the question itself").isEqualTo(before + 1);
    }

    private double slowReaders() {
        return registry.get("slow.clients").tag("what", "reader").counter().count();
    }

    private byte[] asking(int stream, String path) {
        return Http2Wire.frame(Http2Wire.HEADERS, Http2Wire.END_STREAM | Http2Wire.END_HEADERS, stream,
                joined(wire.head("GET", path), Http2Wire.field("authorization", "Bearer " + customer)));
    }

    /// The gateway of these tests hangs up on a client that has not said what it wants for half a second, which the first handshakes of a process may take.
    private Http2Wire connected() {
        return await().ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> new Http2Wire(gateway, certificate, Guarded.PASSWORD), Objects::nonNull);
    }

    /// Until the connection is closed, and while another client is served.
    private static void flood(Http2Wire wire, int most, IntFunction<byte[]> frames) {
        boolean open = true;
        for (int sent = 0; open && sent < most; sent += AT_ONCE) {
            open = wire.send(IntStream.range(sent, sent + AT_ONCE).mapToObj(frames).toArray(byte[][]::new));
        }
        given().when().get(ECHO).then().statusCode(200);
    }

    /// With a word, if it could still be read: a connection that is closed while more is on its way may lose it.
    private void assertEnded() {
        assertThat(wire.readToEnd().orElse(ENHANCE_YOUR_CALM)).isEqualTo(ENHANCE_YOUR_CALM);
    }

    private static int stream(int count) {
        return 2 * count + 1;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
    }

    private long asked() {
        return seen("requests");
    }

    private long seen(String what) {
        return Long.parseLong(given().baseUri("http://" + service).when().get("/seen?what=" + what).asString());
    }
}
