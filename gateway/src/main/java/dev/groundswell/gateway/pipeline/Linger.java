package dev.groundswell.gateway.pipeline;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

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

    static void after(HttpServerRequest request, Vertx vertx, LingerSettings settings) {
        if (!request.response().ended()) {
            // A service has begun to answer while the body is still on its way to it; that pipe goes on by itself.
            request.response().bodyEndHandler(ended -> new Linger(request, vertx, settings).discard());
            return;
        }
        new Linger(request, vertx, settings).discard();
    }

    private void discard() {
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.handler(chunk -> {
            left -= chunk.length();
            if (left < 0) {
                close();
            }
        });
        request.endHandler(end -> {
            var _ = vertx.cancelTimer(timer);
            if ("close".equalsIgnoreCase(request.response().headers().get("Connection"))) {
                close();
            }
        });
        request.resume();
    }

    private void close() {
        vertx.cancelTimer(timer);
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }
}
