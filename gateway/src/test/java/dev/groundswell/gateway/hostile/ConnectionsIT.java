package dev.groundswell.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import dev.groundswell.gateway.service.Surroundings;
import dev.groundswell.gateway.service.Wire;

/// Connections that are only held.
@QuarkusTest
@TestProfile(Guarded.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class ConnectionsIT {

    private static final int TOO_MANY = 20;
    private static final String ECHO = "GET /api/products/echo HTTP/1.1\r\nHost: a\r\n\r\n";
    /// The beginning of a TLS record that announces 512 bytes.
    private static final byte[] RECORD = {0x16, 3, 1, 2, 0, 1, 0};

    @TestHTTPResource
    URI gateway;
    @TestHTTPResource(tls = true)
    URI encrypted;

    @Test
    void thoseBeyondTheBoundAreClosedAndTheOthersServed() {
        List<Wire> wires = Stream.generate(() -> new Wire(gateway)).limit(Guarded.CONNECTIONS + TOO_MANY).toList();

        // Connections that other tests keep count as well.
        assertThat(wires.stream().filter(ConnectionsIT::isServed)).hasSizeBetween(Guarded.CONNECTIONS / 2, Guarded.CONNECTIONS);

        wires.forEach(Wire::close);
        await().until(this::isOpen);
    }

    @Test
    void aHandshakeThatDoesNotEndIsEnded() {
        long began = System.nanoTime();
        try (Wire silent = new Wire(encrypted); Wire halting = new Wire(encrypted)) {
            halting.send(RECORD);

            assertThat(silent.readToEnd()).isEmpty();
            assertThat(halting.readToEnd()).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(4));
    }

    private boolean isOpen() {
        try (Wire wire = new Wire(gateway)) {
            return isServed(wire);
        }
    }

    private static boolean isServed(Wire wire) {
        try {
            return wire.send(ECHO).readUntil("\r\n\r\n").startsWith("HTTP/1.1 200");
        } catch (IllegalStateException | UncheckedIOException closed) {
            return false;
        }
    }
}
