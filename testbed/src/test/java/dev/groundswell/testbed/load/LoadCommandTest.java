package dev.groundswell.testbed.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class LoadCommandTest {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @TempDir
    Path home;

    @Test
    @Timeout(5)
    void aShopThatIsDownIsToldAtOnce() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThatExceptionOfType(LoadException.class).isThrownBy(() -> run("--url", "http://127.0.0.1:" + port))
                .withMessageContaining("nothing answers at http://127.0.0.1:" + port);
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aShopWithoutProductsIsTold() {
        try (StubShop shop = StubShop.empty()) {
            assertThatExceptionOfType(LoadException.class).isThrownBy(() -> run("--url", shop.url().toString()))
                    .withMessageContaining("sells nothing yet");
        }
    }

    @Test
    void aGoodRunEndsWithItsSummaryAndReport() throws Exception {
        Path json = home.resolve("summary.json");
        try (StubShop shop = StubShop.answering(200)) {
            assertThat(run("--url", shop.url().toString(), "--users", "3", "--duration", "2s", "--json", json.toString())).isZero();
        }

        JsonNode summary = new ObjectMapper().readTree(json.toFile());
        assertThat(summary.path("model").asText()).isEqualTo("closed");
        assertThat(summary.path("requests").asLong()).isPositive();
        assertThat(summary.path("seconds").asDouble()).isBetween(1.5, 4.0);
        assertThat(lines().getLast()).startsWith("load: " + summary.path("requests").asLong() + " requests").endsWith("0 errors");
        assertThat(lines()).anyMatch(line -> line.matches("report +.*index\\.html"));
        try (Stream<Path> files = Files.walk(home.resolve("load"))) {
            assertThat(files.map(file -> file.getFileName().toString())).contains("index.html", "summary.json");
        }
    }

    @Test
    void errorsAreCountedByKindAndEndWithOne() throws Exception {
        try (StubShop shop = StubShop.answering(503)) {
            assertThat(run("--url", shop.url().toString(), "--users", "2", "--duration", "1s", "--mix", "orders")).isEqualTo(1);
        }

        assertThat(lines()).anyMatch(line -> line.startsWith("errors by status: {503="));
    }

    @Test
    void whoIsLimitedWaitsAsLongAsTold() throws Exception {
        long asked;
        try (StubShop shop = StubShop.answering(429)) {
            assertThat(run("--url", shop.url().toString(), "--users", "2", "--duration", Duration.ofSeconds(2).toSeconds() + "s", "--mix",
                    "orders")).isZero();
            asked = shop.asked();
        }

        // At once, and after each second of waiting.
        assertThat(asked).isBetween(2L, 6L);
        assertThat(lines().getLast()).contains(asked + " limited (429), 0 errors");
    }

    private int run(String... words) throws Exception {
        List<String> all = Stream.concat(Stream.of("--dir", home.toString()), Stream.of(words)).toList();
        return new LoadCommand(new PrintStream(told, true, StandardCharsets.UTF_8)).run(all);
    }

    private List<String> lines() {
        return told.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
