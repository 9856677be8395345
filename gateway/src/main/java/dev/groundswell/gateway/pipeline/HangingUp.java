package dev.groundswell.gateway.pipeline;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/// Ends a request in the middle, so that its client sees that something is missing.
final class HangingUp {

    private HangingUp() {}

    /// Not by `response.reset()` on HTTP/1: that one marks the response as closed and then keeps it from the close handlers,
    /// so the request would never be measured and would hold up the shutdown.
    static void on(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            var _ = request.response().reset();
        } else {
            request.connection().close();
        }
    }

    /// The same for a client that does not read: what waits for it to read is thrown away, where Vert.x' own close would wait as well.
    static void atOnce(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            on(request);
        } else {
            onAll(request);
        }
    }

    /// The same with all other requests of its connection, since what has been answered whole cannot be reset any more.
    static void onAll(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase connection) {
            connection.channelHandlerContext().close();
        }
    }
}
