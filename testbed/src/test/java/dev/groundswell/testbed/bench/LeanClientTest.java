package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpServer;

class LeanClientTest {
    private static final byte[] REQUEST = "GET /x HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final Duration TIME = Duration.ofMillis(300);

    private final AtomicInteger answers = new AtomicInteger();
    private final Set<Integer> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            connections.add(exchange.getRemoteAddress().getPort());
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answers.incrementAndGet() % 5 == 0 ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void countsEveryAnswerOnce() throws InterruptedException {
        LeanClient.Result result = new LeanClient(url(), 4, 200, () -> REQUEST).ask(TIME);

        assertThat(result.times().getTotalCount() + result.failed()).isEqualTo(answers.get());
        assertThat(result.failed()).isEqualTo(answers.get() / 5);
        assertThat(result.seconds()).isGreaterThanOrEqualTo(0.3);
        assertThat(result.perSecond()).isPositive();
        assertThat(connections).hasSize(4);
    }

    @Test
    void aServerThatIsDownIsTold() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThatExceptionOfType(BenchException.class)
                .isThrownBy(() -> new LeanClient(URI.create("http://127.0.0.1:" + port), 2, 200, () -> REQUEST).ask(TIME))
                .withMessageContaining("nothing answers");
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
