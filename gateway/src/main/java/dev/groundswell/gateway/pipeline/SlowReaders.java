package dev.groundswell.gateway.pipeline;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

import dev.groundswell.gateway.connection.ConnectionSettings;

/// Waits for clients to read, for a while. Thread-safe; what is waited for is its event loop's.
@Singleton
class SlowReaders {

    private static final long BYTES_AT_ONCE = 64 * 1_024;

    private final Vertx vertx;
    private final long mostMillis;
    private final Counter ended;

    /// Publishes `slow_clients_total{what="reader"}`.
    SlowReaders(Vertx vertx, ConnectionSettings settings, MeterRegistry registry) {
        this.vertx = vertx;
        this.mostMillis = settings.reader().toMillis();
        this.ended = Counter.builder("slow.clients").tag("what", "reader")
                .description("Connections ended because their client was too slow").register(registry);
    }

    /// Whether what was written to this client still waits for it to read: then nothing more is written but by [#await].
    static boolean isBehind(HttpServerRequest request) {
        return request.response().writeQueueFull();
    }

    /// Hangs up on a client of HTTP/2 that does not take the end of an answer in time, which is once as long for each 64 KB of it. On HTTP/1 the kernel has it by then,
    /// and the next request finds [#isBehind].
    ///
    /// @param written completes when the last of it has gone out
    void awaitEnd(HttpServerRequest request, Future<Void> written, int bytes) {
        if (written.isComplete() || request.version() != HttpVersion.HTTP_2) {
            return;
        }
        long timer = vertx.setTimer(mostMillis * (1 + bytes / BYTES_AT_ONCE), late -> {
            ended.increment();
            HangingUp.onAll(request);
        });
        written.onComplete(gone -> vertx.cancelTimer(timer));
    }

    /// Goes on with `next` when the client has made room; hangs up when it does not in time.
    void await(HttpServerRequest request, Runnable next) {
        HttpServerResponse response = request.response();
        long timer = vertx.setTimer(mostMillis, late -> {
            response.drainHandler(null);
            if (!response.closed()) {
                ended.increment();
                HangingUp.atOnce(request);
            }
        });
        response.drainHandler(drained -> {
            response.drainHandler(null);
            if (vertx.cancelTimer(timer)) {
                next.run();
            }
        });
    }
}
