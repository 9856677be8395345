package dev.groundswell.gateway.pipeline;

import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/// Connections whose client has been told that the last answer is on its way.
///
/// Vert.x would go on: it takes what follows, which may be the body of what was refused, for the next request (RFC 9112, section 9.6).
final class Ending {

    private static final AttributeKey<Boolean> TOLD = AttributeKey.valueOf(Ending.class, "told");

    private Ending() {}

    static void begin(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase connection) {
            connection.channel().attr(TOLD).set(true);
        }
    }

    /// Whether nothing on this request's connection is a request any more.
    static boolean hasBegun(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase connection && connection.channel().hasAttr(TOLD);
    }
}
