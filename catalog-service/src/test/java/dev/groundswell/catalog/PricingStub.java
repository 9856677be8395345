package dev.groundswell.catalog;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.http.Deadline;

/// A pricing-service that knows the prices it was PUT. A sku that begins with `SILENT` is never answered, one with `BROKEN` with 500, one with `TORN` is
/// left out, one with `OLD` is told as it was before `left`. One that has `EDGE<n>` in it changes in n seconds, and says so as pricing does. `/calls` tells how many there were, `/past` how many of them wanted
/// nothing that was kept before, `/deadline` what the last was told; while `/held` is PUT they
/// wait until it is DELETEd.
/// Tests reach it over HTTP alone, because Quarkus may load them with another class loader.
final class PricingStub implements AutoCloseable {

    private static final String PATH = "/api/prices";
    private static final Pattern EDGE = Pattern.compile("(.*EDGE(\\d+).*)");

    private final Map<String, String> prices = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger past = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile @Nullable String deadline;
    private volatile CountDownLatch held = new CountDownLatch(0);

    private PricingStub(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext(PATH, this::handle);
        server.createContext("/calls", exchange -> answer(exchange, 200, Integer.toString(calls.get())));
        server.createContext("/deadline", exchange -> answer(exchange, 200, String.valueOf(deadline)));
        server.createContext("/past", exchange -> answer(exchange, 200, Integer.toString(past.get())));
        server.createContext("/held", this::hold);
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
        held.countDown();
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
            return;
        }
        calls.incrementAndGet();
        deadline = exchange.getRequestHeaders().getFirst(Deadline.HEADER);
        if ("?1".equals(exchange.getRequestHeaders().getFirst(Caching.PAST_CACHES))) {
            past.incrementAndGet();
        }
        await(held);
        List<String> skus = List.of(parameter("skus", query).split(","));
        if (skus.stream().anyMatch(asked -> asked.startsWith("SILENT"))) {
            await(closed);
        } else if (skus.stream().anyMatch(asked -> asked.startsWith("BROKEN")) || !parameter("currency", query).equals("GBP")) {
            answer(exchange, 500, "{}");
        } else {
            answer(exchange, 200, batch(skus.stream().filter(asked -> !asked.startsWith("TORN")).toList(), parameter("left", query)));
        }
    }

    private void hold(HttpExchange exchange) throws IOException {
        held.countDown();
        if (exchange.getRequestMethod().equals("PUT")) {
            held = new CountDownLatch(1);
        }
        answer(exchange, 204, "");
    }

    private String batch(List<String> skus, String left) {
        String items = skus.stream().map(prices::get).filter(Objects::nonNull).collect(Collectors.joining(","));
        String missing = skus.stream().filter(sku -> !prices.containsKey(sku)).map(sku -> "\"" + sku + "\"")
                .collect(Collectors.joining(","));
        String seconds = skus.stream().map(EDGE::matcher).filter(Matcher::find).map(edge -> "\"" + edge.group(1) + "\": " + edge.group(2))
                .collect(Collectors.joining(","));
        boolean told = left.equals("true") && skus.stream().noneMatch(sku -> sku.startsWith("OLD"));
        return "{\"items\": [" + items + "], \"missing\": [" + missing + "]" + (told ? ", \"left\": {" + seconds + "}}" : "}");
    }

    private static String parameter(String name, String query) {
        return Arrays.stream(query.split("&")).filter(given -> given.startsWith(name + "=")).findFirst().orElse(name + "=")
                .substring(name.length() + 1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
