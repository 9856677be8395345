package dev.groundswell.gateway.service;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// A service behind the gateway that misbehaves on demand: the last segment of the path says how. What it saw is asked from it directly, under `/seen`.
public final class FakeService {

    private static final Buffer MEBIBYTE_PART = Buffer.buffer(new byte[1 << 16]);

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, AtomicLong> seen = new ConcurrentHashMap<>();
    private final HttpServer server = vertx.createHttpServer().requestHandler(this::answer);

    /// Returns the port.
    public int start() {
        return server.listen(0, "localhost").toCompletionStage().toCompletableFuture().join().actualPort();
    }

    /// Starts one that knows no HTTP and says what it is told to, whatever it is asked: the last segment of the path says what. A tired one closes
    /// a connection instead of answering on it a second time. Returns the port.
    public int startRaw() {
        return vertx.createNetServer().connectHandler(socket -> {
            AtomicLong asked = new AtomicLong();
            socket.handler(head -> {
                if (head.toString().contains("/tired") && asked.incrementAndGet() > 1) {
                    socket.close();
                } else {
                    socket.write(interim(head.toString()));
                }
            });
        }).listen(0, "localhost").toCompletionStage().toCompletableFuture().join().actualPort();
    }

    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void answer(HttpServerRequest request) {
        String how = request.path().substring(request.path().lastIndexOf('/') + 1);
        HttpServerResponse response = request.response();
        count("requests").incrementAndGet();
        switch (how) {
            case "seen" -> response.end(String.valueOf(count(request.getParam("what")).get()));
            case "echo" -> response.putHeader("Content-Type", "application/json").end(described(request).toBuffer());
            case "token" -> response.putHeader("Content-Type", "application/json").putHeader("Cache-Control", "no-store")
                    .putHeader("Consistency-Token", "bmV3").end(described(request).toBuffer());
            case "headers" ->
                response.putHeader("ETag", "\"7\"").putHeader("Location", "/api/products/headers").putHeader("Connection", "X-Hop")
                        .putHeader("X-Hop", "1").putHeader("Keep-Alive", "timeout=5").putHeader("Cache-Tag", "product:headers")
                        .putHeader("CDN-Cache-Control", "max-age=5").putHeader("X-Request-Id", "the-service's")
                        .putHeader("Set-Cookie", "a=1").putHeader("Content-Length", "2").end("{}");
            case "limited" -> response.putHeader("Cache-Control", "public, max-age=60").putHeader("ETag", "\"1\"")
                    .putHeader("RateLimit", "\"theirs\";r=1").putHeader("RateLimit-Policy", "\"theirs\";q=2")
                    .putHeader("X-RateLimit-Limit", "2").putHeader("X-RateLimit-Remaining", "1").putHeader("X-RateLimit-Reset", "1")
                    .end("{}");
            case "never" -> held(response).closeHandler(gone -> count("never-abandoned").incrementAndGet());
            case "broken" -> request.connection().close();
            case "half" -> response.putHeader("Content-Length", "100").write("half").onComplete(written -> request.connection().close());
            case "empty" -> response.setStatusCode(204).end();
            case "same" -> response.setStatusCode(304).putHeader("ETag", "\"7\"").end();
            case "endless" -> pour(response.setChunked(true).closeHandler(gone -> count("endless-abandoned").incrementAndGet()));
            case "large" -> {
                count("large").incrementAndGet();
                response.end(MEBIBYTE_PART);
            }
            case "events" -> events(request);
            case "refuses-early" -> response.setStatusCode(422).end("{}");
            case "orders" ->
                request.body().onSuccess(body -> response.setStatusCode(202).putHeader("Location", "/api/orders/o-1").end(body));
            default -> digest(request);
        }
    }

    private static String interim(String head) {
        String first = head.contains("/processing") ? "102 Processing" : "103 Early Hints\r\nLink: </a>";
        return "HTTP/1.1 " + first + "\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    }

    private AtomicLong count(String what) {
        return seen.computeIfAbsent(what, name -> new AtomicLong());
    }

    private static JsonObject described(HttpServerRequest request) {
        JsonObject headers = new JsonObject();
        request.headers().names()
                .forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), new JsonArray(request.headers().getAll(name))));
        return new JsonObject().put("method", request.method().name()).put("uri", request.uri()).put("headers", headers);
    }

    private HttpServerResponse held(HttpServerResponse response) {
        count("never").incrementAndGet();
        return response;
    }

    /// Counts what it could write: a reader who does not read stops the count.
    private void pour(HttpServerResponse response) {
        while (!response.writeQueueFull() && !response.closed()) {
            count("poured").addAndGet(MEBIBYTE_PART.length());
            response.write(MEBIBYTE_PART);
        }
        response.drainHandler(drained -> pour(response));
    }

    private void events(HttpServerRequest request) {
        HttpServerResponse response = request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
        response.closeHandler(gone -> count("events-abandoned").incrementAndGet());
        response.write("event: status\nid: 1\ndata: {\"status\":\"queued\"}\n\n");
    }

    /// Reads all of a body, in pieces, and tells how much there was.
    private void digest(HttpServerRequest request) {
        AtomicLong bytes = new AtomicLong();
        request.exceptionHandler(broken -> count("uploads-broken").incrementAndGet());
        request.handler(chunk -> {
            bytes.addAndGet(chunk.length());
            count("uploaded").addAndGet(chunk.length());
        });
        request.endHandler(end -> request.response().setStatusCode(400).putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject().put("bytes", bytes.get()).put("chunked", request.getHeader("Content-Length") == null).toBuffer()));
    }
}
