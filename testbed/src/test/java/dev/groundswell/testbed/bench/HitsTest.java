package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpServer;

class HitsTest {
    private final List<String> tokens = IntStream.range(0, 60).mapToObj(i -> "token-" + i).toList();
    private final Set<String> credentials = ConcurrentHashMap.newKeySet();
    private final AtomicLong asked = new AtomicLong();
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/kept", exchange -> {
            asked.incrementAndGet();
            credentials.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aDoorThatKeepsTheAnswerPasses() throws Exception {
        long[] reached = {7, 9};
        AtomicLong look = new AtomicLong();

        new Hits("/kept", tokens, () -> reached[(int) look.getAndIncrement()]).check(door());

        assertThat(credentials).hasSize(50).contains("Bearer token-0", "Bearer token-49");
    }

    @Test
    void aDoorThatAsksEachTimeIsNamed() {
        assertThatExceptionOfType(BenchException.class).isThrownBy(() -> new Hits("/kept", tokens, asked::get).check(door()))
                .withMessage("door 1.0 does not serve GET /kept from a cache: of 50 requests with different tokens 50 reached the service");
    }

    @Test
    void anotherStatusIsTold() {
        status = 404;

        assertThatExceptionOfType(BenchException.class).isThrownBy(() -> new Hits("/kept", tokens, () -> 0).check(door()))
                .withMessage("door 1.0 answers GET /kept with 404, not 200");
    }

    @Test
    void aCacheThatStopsInTheMidstOfATurnIsTold() {
        Hits hits = new Hits("/kept", tokens, () -> 0);

        assertThatCode(() -> hits.check(door(), 100_000, 12)).doesNotThrowAnyException();
        assertThatCode(() -> hits.check(door(), 20, 2)).doesNotThrowAnyException();
        assertThatExceptionOfType(BenchException.class).isThrownBy(() -> hits.check(door(), 100_000, 50_000))
                .withMessageContaining("of 100000 requests 50000 reached the service");
    }

    private Door door() {
        return new Door("door 1.0", URI.create("http://127.0.0.1:" + server.getAddress().getPort()), null);
    }
}
