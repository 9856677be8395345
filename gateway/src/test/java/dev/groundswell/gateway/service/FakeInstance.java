package dev.groundswell.gateway.service;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.process.Ports;

/// One of several instances of a service, on a port that stays its own while it is killed and started. Answers with the name of the request.
public final class FakeInstance {

    private static final Ports PORTS = Ports.random(new Progress(System.out));

    /// What it does with requests.
    public enum Mood {
        ANSWERS, HANGS, BREAKS_OFF
    }

    private final Vertx vertx;
    private final int port;
    private final AtomicInteger asked = new AtomicInteger();
    private final Queue<String> names = new ConcurrentLinkedQueue<>();
    private volatile Mood mood = Mood.ANSWERS;
    private volatile long millis = 5;
    private @Nullable HttpServer server;

    public FakeInstance(Vertx vertx, int port) {
        this.vertx = vertx;
        this.port = port;
    }

    /// A port nobody listens on, and no outgoing connection takes: whoever probes one of those may meet itself there, and hold it.
    public static int freePort() {
        return PORTS.choose("instance", 0);
    }

    public void start() {
        server = vertx.createHttpServer().requestHandler(this::answer).listen(port, "localhost").toCompletionStage().toCompletableFuture()
                .join();
    }

    /// Closes the port and every connection, whatever is on its way.
    public void kill() {
        HttpServer running = server;
        server = null;
        if (running != null) {
            running.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    public void takes(long duration) {
        millis = duration;
    }

    public void turns(Mood next) {
        mood = next;
    }

    /// How often it was asked by customers.
    public int asked() {
        return asked.get();
    }

    /// The `X-Request-Id`s it saw.
    public Queue<String> names() {
        return names;
    }

    private void answer(HttpServerRequest request) {
        boolean probe = request.path().equals("/");
        if (!probe) {
            asked.incrementAndGet();
            names.add(request.getHeader("X-Request-Id"));
        }
        switch (mood) {
            case HANGS -> request.resume();
            case BREAKS_OFF -> request.body().onComplete(read -> request.connection().close());
            case ANSWERS -> request.body().onSuccess(body -> vertx.setTimer(millis, due -> {
                if (!request.response().closed()) {
                    request.response().setStatusCode(probe ? 404 : 200).end(probe ? "" : request.getHeader("X-Request-Id"));
                }
            }));
        }
    }
}
