package dev.groundswell.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// A pricing-service that knows the prices it was PUT. A sku that begins with `SILENT` is never answered, one with `BROKEN` with 500.
/// One that has `EDGE<n>` in it changes in n seconds, and says so as pricing does.
/// Tests reach it over HTTP alone, because Quarkus may load them with another class loader.
final class PricingStub implements AutoCloseable {

    private static final String PATH = "/api/prices";
    private static final Pattern EDGE = Pattern.compile("EDGE(\\d+)");

    private final Map<String, String> prices = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private PricingStub(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext(PATH, this::handle);
    }

    static PricingStub start() {
        try {
            PricingStub stub = new PricingStub(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            stub.server.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String sku = path.substring(Math.min(path.length(), PATH.length() + 1));
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (exchange.getRequestMethod().equals("PUT")) {
            prices.put(sku, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            answer(exchange, 204, "");
        } else if (sku.startsWith("SILENT")) {
            awaitClose();
        } else if (sku.startsWith("BROKEN") || !query.contains("currency=GBP")) {
            answer(exchange, 500, "{}");
        } else if (sku.isEmpty()) {
            answer(exchange, 200, batch(query));
        } else {
            String price = prices.get(sku);
            Matcher edge = EDGE.matcher(sku);
            exchange.getResponseHeaders().set("CDN-Cache-Control",
                    edge.find() ? "max-age=" + edge.group(1) + ", stale-if-error=0" : "max-age=5, stale-if-error=60");
            answer(exchange, price == null ? 404 : 200, price == null ? "{\"status\": 404}" : price);
        }
    }

    private String batch(String query) {
        String skus = Arrays.stream(query.split("&")).filter(p -> p.startsWith("skus=")).findFirst().orElse("skus=").substring(5);
        return Arrays.stream(skus.split(","))
                .filter(prices::containsKey)
                .map(prices::get)
                .collect(Collectors.joining(",", "{\"items\": [", "]}"));
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", status == 404 ? "application/problem+json" : "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
