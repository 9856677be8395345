package dev.groundswell.gateway.pipeline;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/// Reads on and throws away what a client still sends after it was answered early, for a while and up to an amount, then closes the connection.
///
/// Closing at once would lose the answer: TCP resets a connection that is closed with data unread, and the reset overtakes what was written.
/// A body that ends in time leaves the connection usable, unless the answer said it closes. Confined to the request's event loop.
final class Linger {

    private final HttpServerRequest request;
    private final Vertx vertx;
    private final long timer;
    private long left;

    private Linger(HttpServerRequest request, Vertx vertx, LingerSettings settings) {
        this.request = request;
        this.vertx = vertx;
        this.left = settings.amount().asLongValue();
        this.timer = vertx.setTimer(settings.time().toMillis(), late -> close());
    }

    /// Whether the client has been told that this answer is the connection's last.
    static boolean closes(HttpServerResponse response) {
        return "close".equalsIgnoreCase(response.headers().get(HttpHeaderNames.CONNECTION));
    }

    /// Begins when the answer has been written, which may be much later.
    static void after(HttpServerRequest request, Vertx vertx, LingerSettings settings) {
        if (request.response().ended()) {
            new Linger(request, vertx, settings).discard();
        } else {
            // A service has begun to answer while the body is still on its way to it; that goes on by itself until the answer ends.
            request.response().bodyEndHandler(ended -> {
                if (!request.isEnded()) {
                    new Linger(request, vertx, settings).discard();
                }
            });
        }
    }

    private void discard() {
        if (request.isEnded()) {
            end();
            return;
        }
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.handler(this::drop);
        request.endHandler(ended -> end());
        request.resume();
    }

    private void drop(Buffer chunk) {
        left -= chunk.length();
        if (left < 0) {
            close();
        }
    }

    private void end() {
        var _ = vertx.cancelTimer(timer);
        if (closes(request.response())) {
            close();
        }
    }

    private void close() {
        var _ = vertx.cancelTimer(timer);
        HangingUp.on(request);
    }
}
