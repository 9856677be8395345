package dev.groundswell.order.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.groundswell.platform.http.Caching;

/// A catalog-service that knows the products it was told. It hangs up on whoever asks for a sku that begins with `AWAY`, or would be content with what was
/// kept. Thread-safe.
public final class CatalogStub implements AutoCloseable {

    private final Map<String, String> products = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final HttpServer server;

    private CatalogStub(HttpServer server) {
        this.server = server;
        server.createContext("/api/products", this::answer);
    }

    static CatalogStub start() {
        try {
            CatalogStub stub = new CatalogStub(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            stub.server.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// From now on the product is this.
    public void put(String sku, String name, long version) {
        products.put(sku, "{\"sku\": \"%s\", \"name\": \"%s\", \"version\": %d}".formatted(sku, name, version));
    }

    public void delete(String sku) {
        products.remove(sku);
    }

    /// In how many calls the sku was asked for.
    public int asked(String sku) {
        return asked.getOrDefault(sku, new AtomicInteger()).get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        List<String> skus = Arrays.asList(exchange.getRequestURI().getQuery().replace("skus=", "").split(","));
        skus.forEach(sku -> asked.computeIfAbsent(sku, first -> new AtomicInteger()).incrementAndGet());
        boolean pastCaches = "?1".equals(exchange.getRequestHeaders().getFirst(Caching.PAST_CACHES));
        if (pastCaches && skus.stream().noneMatch(sku -> sku.startsWith("AWAY"))) {
            byte[] body = body(skus).getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private String body(List<String> skus) {
        String items = skus.stream().map(products::get).filter(Objects::nonNull).collect(Collectors.joining(","));
        String missing = skus.stream().filter(sku -> !products.containsKey(sku)).map(sku -> "\"" + sku + "\"")
                .collect(Collectors.joining(","));
        return "{\"items\": [" + items + "], \"missing\": [" + missing + "]}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
