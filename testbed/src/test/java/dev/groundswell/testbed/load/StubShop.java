package dev.groundswell.testbed.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// An HTTP server that misbehaves at will, which a real shop does not: one product, and the same answer to everything else.
final class StubShop implements AutoCloseable {
    private static final String LIST = "{\"items\":[{\"sku\":\"A-1\",\"category\":\"toys\"}],\"next\":null}";
    private static final String EMPTY = "{\"items\":[],\"next\":null}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final int status;
    private final boolean empty;
    private final long stallFrom;
    private final long stallTo;
    private final AtomicLong firstAsked = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();

    /// @param stallFrom nanoseconds after the first request from which on nothing is answered until `stallTo`
    private StubShop(int status, boolean empty, long stallFrom, long stallTo) {
        this.status = status;
        this.empty = empty;
        this.stallFrom = stallFrom;
        this.stallTo = stallTo;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    static StubShop answering(int status) {
        return new StubShop(status, false, 0, 0);
    }

    static StubShop stalling(long fromNanos, long toNanos) {
        return new StubShop(200, false, fromNanos, toNanos);
    }

    static StubShop empty() {
        return new StubShop(200, true, 0, 0);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Requests that were not the load's own questions about the products.
    long asked() {
        return asked.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String query = exchange.getRequestURI().toString();
            boolean aboutProducts = query.contains("limit=100") || query.contains("/api/prices?currency=GBP&skus=A-1") && asked.get() == 0;
            if (!aboutProducts) {
                asked.incrementAndGet();
                stall();
            }
            if (status == 429) {
                exchange.getResponseHeaders().add("Retry-After", "1");
            }
            byte[] body = (empty ? EMPTY : LIST).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(aboutProducts ? 200 : status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void stall() {
        long now = System.nanoTime();
        boolean _ = firstAsked.compareAndSet(0, now);
        long since = now - firstAsked.get();
        while (since >= stallFrom && since < stallTo) {
            LockSupport.parkNanos(stallTo - since);
            since = System.nanoTime() - firstAsked.get();
        }
    }
}
