package dev.groundswell.gateway.service;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/// A service that answers what the test has told it to, path by path, and remembers what it was asked. Thread-safe.
public final class ScriptedOrigin implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Queue<Reply>> scripts = new ConcurrentHashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger abandoned = new AtomicInteger();
    private volatile Function<Seen, Reply> otherwise = request -> Reply.of(404, "").with("Cache-Control", "no-store");

    /// A request as it came, its path without the query.
    public record Seen(String method, String path, String uri, MultiMap headers, String body) {}

    private ScriptedOrigin() {}

    public static ScriptedOrigin start(int port) {
        ScriptedOrigin origin = new ScriptedOrigin();
        origin.vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(2_048)).requestHandler(origin::read)
                .listen(port, "localhost").toCompletionStage().toCompletableFuture().join();
        return origin;
    }

    /// What the next requests for `path` are answered, whatever their method and query; the last reply is also that of all later ones.
    public void answers(String path, Reply... replies) {
        scripts.put(path, new ArrayDeque<>(List.of(replies)));
    }

    /// What requests for all other paths are answered.
    public void answersOtherwise(Function<Seen, Reply> rule) {
        otherwise = rule;
    }

    /// What was asked for at `path`, in the order it came.
    public List<Seen> seen(String path) {
        return seen.stream().filter(request -> request.path.equals(path)).toList();
    }

    /// How often it was asked for `path`.
    public int asked(String path) {
        return seen(path).size();
    }

    /// Requests whose connection ended before they had their whole answer.
    public int abandoned() {
        return abandoned.get();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void read(HttpServerRequest request) {
        request.response().exceptionHandler(gone -> {});
        request.body().onSuccess(body -> {
            Seen arrived = new Seen(request.method().name(), request.path(), request.uri(),
                    MultiMap.caseInsensitiveMultiMap().addAll(request.headers()), body.toString());
            Reply reply = next(arrived);
            seen.add(arrived);
            request.response().closeHandler(gone -> {
                if (!request.response().ended()) {
                    abandoned.incrementAndGet();
                }
            });
            after(reply.head).onSuccess(open -> answer(request, reply));
        });
    }

    private Reply next(Seen request) {
        Queue<Reply> script = scripts.get(request.path);
        if (script == null) {
            return otherwise.apply(request);
        }
        synchronized (script) {
            return script.size() > 1 ? script.remove() : script.element();
        }
    }

    private static Future<Void> after(@Nullable Gate gate) {
        return gate == null ? Future.succeededFuture() : gate.opened();
    }

    private static void answer(HttpServerRequest request, Reply reply) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        if (reply.end == Reply.End.NOTHING) {
            request.connection().close();
            return;
        }
        response.setStatusCode(reply.status);
        reply.headers.forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        if (request.method().name().equals("HEAD") || reply.status == 304 || reply.status == 204) {
            response.end();
            return;
        }
        if (reply.chunked) {
            response.setChunked(true);
        } else {
            response.putHeader("Content-Length", String.valueOf(reply.body.length()));
        }
        if (reply.end == Reply.End.WHOLE && reply.rest == null) {
            response.end(reply.body);
            return;
        }
        int half = reply.body.length() / 2;
        Buffer second = reply.body.slice(half, reply.body.length());
        response.write(reply.body.slice(0, half)).compose(written -> after(reply.rest)).onSuccess(open -> {
            if (reply.end == Reply.End.HALF) {
                request.connection().close();
            } else if (!response.closed()) {
                response.end(second);
            }
        });
    }
}
