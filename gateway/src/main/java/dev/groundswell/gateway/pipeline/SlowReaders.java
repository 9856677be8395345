package dev.groundswell.gateway.pipeline;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

import dev.groundswell.gateway.connection.ConnectionSettings;

/// Waits for clients to read, for a while. Thread-safe; what is waited for is its event loop's.
@Singleton
class SlowReaders {

    private static final AttributeKey<Unread> UNREAD = AttributeKey.valueOf(SlowReaders.class, "unread");
    private static final long BYTES_A_TIME = 64 * 1_024;
    private static final long MOST_TIMES = 10;

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

    /// Hangs up on a client of HTTP/2 that does not take the end of an answer in time, which is longer the more its connection has to take. On HTTP/1 it is the
    /// only one, which ends with the idle time-out, or with the next request.
    ///
    /// @param written completes when the last of it has gone out
    void awaitEnd(HttpServerRequest request, Future<Void> written, int bytes) {
        if (written.isComplete() || request.version() != HttpVersion.HTTP_2
                || !(request.connection() instanceof ConnectionBase connection)) {
            return;
        }
        Unread unread = unread(connection);
        unread.bytes += bytes;
        long timer = vertx.setTimer(mostMillis * Math.min(MOST_TIMES, 1 + unread.bytes / BYTES_A_TIME), late -> {
            if (!unread.over) {
                unread.over = true;
                ended.increment();
                HangingUp.onAll(request);
            }
        });
        written.onComplete(gone -> {
            unread.bytes -= bytes;
            vertx.cancelTimer(timer);
        });
    }

    private static Unread unread(ConnectionBase connection) {
        Attribute<Unread> attribute = connection.channel().attr(UNREAD);
        Unread known = attribute.get();
        if (known == null) {
            known = new Unread();
            attribute.set(known);
        }
        return known;
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

    /// What answers that are there whole wait with for the client of one connection. Confined to its event loop.
    private static final class Unread {

        private long bytes;
        private boolean over;
    }
}
