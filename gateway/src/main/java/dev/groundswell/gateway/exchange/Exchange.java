package dev.groundswell.gateway.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

import dev.groundswell.gateway.client.Client;
import dev.groundswell.gateway.client.Clients;
import dev.groundswell.gateway.route.Route;
import dev.groundswell.gateway.route.Target;
import dev.groundswell.platform.identity.Caller;

/// One request that has a route, and what the steps have found out about it. Confined to the request's event loop.
public final class Exchange {

    private static final Set<HttpMethod> BODIED = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private final RoutingContext context;
    private final Route route;
    private final Target target;
    private final HttpMethod method;
    private final MultiMap headers;
    private final boolean inquiry;
    private final boolean pastCaches;
    private final long came;
    private final Clients clients;
    private @Nullable Client client;
    private List<Runnable> whenAbandoned = List.of();
    private @Nullable Caller caller;

    public Exchange(RoutingContext context, Route route, Target target, Clients clients) {
        this(context, route, target, clients, context.request().method(), context.request().headers(), false, false, System.nanoTime());
    }

    private Exchange(RoutingContext context, Route route, Target target, Clients clients, HttpMethod method, MultiMap headers,
            boolean inquiry, boolean pastCaches, long came) {
        this.context = context;
        this.route = route;
        this.target = target;
        this.clients = clients;
        this.method = method;
        this.headers = headers;
        this.inquiry = inquiry;
        this.pastCaches = pastCaches;
        this.came = came;
    }

    /// A GET of the same thing with other headers, which the gateway makes for reasons of its own: it has no body, goes on when this request's
    /// client has gone, and ends early by [#abandon()] alone.
    ///
    /// It has the time that is left to this one, or all of it when this one has its answer already.
    ///
    /// @param past whether the service is to look past what it keeps itself
    public Exchange inquiry(MultiMap asked, boolean past) {
        long begun = request().response().ended() ? System.nanoTime() : came;
        return new Exchange(context, route, target, clients, HttpMethod.GET, asked, true, past, begun);
    }

    /// Milliseconds since it came.
    public long elapsed() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - came);
    }

    public Route route() {
        return route;
    }

    public Target target() {
        return target;
    }

    public HttpMethod method() {
        return method;
    }

    /// The headers that are asked with.
    public MultiMap headers() {
        return headers;
    }

    /// The client's request; an inquiry's is that of the client who was first to need it. Its body is paused until a step or, after an early
    /// answer, the pipeline reads it.
    public HttpServerRequest request() {
        return context.request();
    }

    /// Whether the service is to answer from its database, not from what it keeps of it.
    public boolean goesPastCaches() {
        return pastCaches;
    }

    /// Whether a body may follow the head (RFC 9112, section 6).
    public boolean hasBody() {
        return !inquiry && announcesBody(request());
    }

    /// Whether a request has a body. In HTTP/2 one may come without a word about it (RFC 9113, section 8.1), and whether it does is not known when the head
    /// is there: of those methods that make something of a body it is awaited, and may turn out to be empty.
    public static boolean announcesBody(HttpServerRequest request) {
        String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
        if (length != null) {
            return !length.equals("0");
        }
        return request.version() == HttpVersion.HTTP_2
                ? BODIED.contains(request.method())
                : request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    /// Reads to the end of a request without a body. Again does nothing: who has waited for another's answer in vain asks anew, and Vert.x does not let a request
    /// of HTTP/2 be read twice.
    public void endRequest() {
        if (!inquiry && !request().isEnded()) {
            request().resume();
        }
    }

    /// Tells a client that waits for leave to send its body (`Expect: 100-continue`) that it is wanted.
    public void inviteBody() {
        if ("100-continue".equalsIgnoreCase(request().getHeader("Expect"))) {
            request().response().writeContinue();
        }
    }

    /// Passes on what a service says ahead of its answer (RFC 8297), while the client can still be told.
    public void hint(MultiMap early) {
        if (hearsInterim()) {
            var _ = request().response().writeEarlyHints(early);
        }
    }

    /// Passes on that a service is at work, while the client can still be told.
    public void tellProcessing() {
        if (hearsInterim() && request().connection() instanceof ConnectionBase connection) {
            connection.writeToChannel(
                    new DefaultFullHttpResponse(io.netty.handler.codec.http.HttpVersion.HTTP_1_1, HttpResponseStatus.PROCESSING));
        }
    }

    /// HTTP/1.0 knows no interim answers; to clients of HTTP/2 none are passed on.
    private boolean hearsInterim() {
        HttpServerResponse response = request().response();
        return !response.headWritten() && !response.closed() && request().version() == HttpVersion.HTTP_1_1;
    }

    /// Where it came from.
    public Client client() {
        Client found = client;
        if (found == null) {
            found = clients.of(request());
            client = found;
        }
        return found;
    }

    /// Who calls, once identity has verified a token; `null` for an anonymous request.
    public @Nullable Caller caller() {
        return caller;
    }

    public void calledBy(Caller verified) {
        caller = verified;
    }

    /// Runs `action` when the client goes away before it has the whole answer, or an inquiry is abandoned.
    public void whenAbandoned(Runnable action) {
        if (inquiry) {
            List<Runnable> actions = new ArrayList<>(whenAbandoned);
            actions.add(action);
            whenAbandoned = actions;
            return;
        }
        var _ = context.addEndHandler(end -> {
            if (end.failed()) {
                action.run();
            }
        });
    }

    /// Whether the client has gone: whoever asked for it alone need not ask again.
    public boolean isAbandoned() {
        return request().response().closed();
    }

    /// Whether the client of this very request has gone: nobody would hear of it later, and its body never ends.
    public boolean isForNobody() {
        return !inquiry && isAbandoned();
    }

    /// Runs `action` when the answer has gone out, or failed to.
    public void whenAnswered(Runnable action) {
        var _ = context.addEndHandler(end -> action.run());
    }

    /// Nobody wants an inquiry's answer any more.
    public void abandon() {
        List<Runnable> actions = whenAbandoned;
        whenAbandoned = List.of();
        actions.forEach(Runnable::run);
    }
}
