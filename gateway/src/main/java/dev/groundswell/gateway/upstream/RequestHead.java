package dev.groundswell.gateway.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.header.Origin;
import dev.groundswell.gateway.header.RequestHeaders;
import dev.groundswell.gateway.route.Pace;
import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.http.Deadline;
import dev.groundswell.platform.tracing.RequestTrace;

/// The headers a service is asked with: what passes of the client's, and what the gateway says itself.
final class RequestHead {

    private RequestHead() {}

    /// @param left milliseconds the service has, from the end of the request
    static void add(Exchange exchange, long left, MultiMap headers) {
        HttpServerRequest incoming = exchange.request();
        RequestHeaders.pass(exchange.headers(), headers);
        headers.set("Forwarded", Origin.forwarded(exchange.client()));
        headers.set("Via", Origin.via(incoming));
        if (exchange.goesPastCaches()) {
            headers.set(Caching.PAST_CACHES, "?1");
        }
        // A stream goes on when its head has come in time.
        if (exchange.route().pace() != Pace.STREAM) {
            headers.set(Deadline.HEADER, String.valueOf(Math.max(1, left)));
        }
        String id = RequestTrace.currentId();
        if (id != null) {
            headers.set(RequestTrace.REQUEST_ID, id);
        }
        String trace = RequestTrace.current();
        if (trace != null) {
            headers.set(RequestTrace.TRACEPARENT, trace);
        }
    }
}
