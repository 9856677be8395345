package dev.groundswell.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.token.KeyFiles;
import dev.groundswell.local.token.Tokens;

class DemoLoaderTest {
    private final List<String> stocked = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    @TempDir
    Path folder;

    private HttpServer shop;
    private Path stamp;
    private volatile int batchesLeft = Integer.MAX_VALUE;

    @BeforeEach
    void open() throws IOException {
        stamp = folder.resolve("stamp");
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", this::answer);
        shop.start();
    }

    @AfterEach
    void close() {
        shop.stop(0);
    }

    @Test
    void leavesWhatIsLoadedAlreadyAsItIs() throws IOException {
        Files.writeString(stamp, "300\n");

        load(302);

        assertThat(stocked).containsExactly("DEMO-0301", "DEMO-0302");
        assertThat(paths).noneMatch(path -> path.startsWith("/api/manufacturers"));
        assertThat(stamp).hasContent("302");
    }

    @Test
    void goesOnBehindTheLastBatchThatPassed() throws IOException {
        batchesLeft = 3;

        load(600);

        assertThat(stamp).hasContent("500");
        stocked.clear();
        batchesLeft = 3;
        load(600);
        assertThat(stocked).hasSize(100).startsWith("DEMO-0501");
        assertThat(stamp).hasContent("600");
    }

    private void load(int products) throws IOException {
        String url = "http://" + shop.getAddress().getHostString() + ":" + shop.getAddress().getPort();
        Tokens tokens = new Tokens(new KeyFiles(folder.resolve("keys")).create(), InstantSource.system());
        Progress progress = new Progress(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        try (HttpClient http = HttpClient.newHttpClient()) {
            new DemoLoader(http, url, tokens, stamp, progress).load(products);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        paths.add(path);
        if (path.endsWith(":batch") && --batchesLeft < 0) {
            exchange.sendResponseHeaders(500, -1);
            return;
        }
        if (path.equals("/api/stock:batch")) {
            java.util.regex.Pattern.compile("DEMO-[0-9]+").matcher(body).results().forEach(found -> stocked.add(found.group()));
        }
        exchange.sendResponseHeaders(204, -1);
    }
}
