package dev.groundswell.gateway.exchange;

import org.jspecify.annotations.Nullable;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import dev.groundswell.gateway.route.Route;
import dev.groundswell.gateway.route.Target;
import dev.groundswell.platform.identity.Caller;

/// One request that has a route, and what the steps have found out about it. Confined to the request's event loop.
public final class Exchange {

    private final RoutingContext context;
    private final Route route;
    private final Target target;
    private @Nullable Caller caller;

    public Exchange(RoutingContext context, Route route, Target target) {
        this.context = context;
        this.route = route;
        this.target = target;
    }

    public Route route() {
        return route;
    }

    public Target target() {
        return target;
    }

    /// The client's request. Its body is paused until a step or, after an early answer, the pipeline reads it.
    public HttpServerRequest request() {
        return context.request();
    }

    /// Whether a body may follow the head (RFC 9112, section 6).
    public boolean hasBody() {
        String length = request().getHeader("Content-Length");
        return length == null ? request().headers().contains("Transfer-Encoding") : !length.equals("0");
    }

    /// Tells a client that waits for leave to send its body (`Expect: 100-continue`) that it is wanted.
    public void inviteBody() {
        if ("100-continue".equalsIgnoreCase(request().getHeader("Expect"))) {
            request().response().writeContinue();
        }
    }

    /// Who calls, once identity has verified a token; `null` for an anonymous request.
    public @Nullable Caller caller() {
        return caller;
    }

    public void calledBy(Caller verified) {
        caller = verified;
    }

    /// Runs `action` when the client goes away before it has the whole answer.
    public void whenAbandoned(Runnable action) {
        var _ = context.addEndHandler(end -> {
            if (end.failed()) {
                action.run();
            }
        });
    }
}
