package dev.groundswell.gateway.browser;

import java.util.List;
import java.util.Set;

import jakarta.inject.Singleton;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import dev.groundswell.gateway.exchange.Exchange;

/// Cross-origin resource sharing (the Fetch standard, section 3.3): closed, unless an origin is configured, and then for that one. No credentials are
/// allowed: tokens travel in `Authorization`, which a page sets itself. Immutable, safe from every thread.
///
/// Not Quarkus' own filter: it stands behind the pipeline, which answers everything.
@Singleton
public class CrossOrigin {

    private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
    private static final String REQUEST_FIELDS = "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Consistency-Token, Last-Event-ID";
    private static final String ANSWER_FIELDS = "ETag, Location, Retry-After, RateLimit, RateLimit-Policy, Consistency-Token, Idempotency-Replayed, X-Request-Id";

    private final Set<String> origins;
    private final String maxAge;

    /// @throws IllegalArgumentException for an origin that no browser sends, `null` and `*` among them
    CrossOrigin(CorsSettings settings) {
        this.origins = settings.origins().orElse(Set.of());
        this.maxAge = String.valueOf(settings.maxAge().toSeconds());
        for (String origin : origins) {
            if (!origin.matches("https?://([a-z0-9.-]+|\\[[0-9a-f:]+])(:[0-9]{1,5})?")) {
                throw new IllegalArgumentException(
                        "groundswell.cors.origins: " + origin
                                + " is no origin such as https://shop.example, without a path and in lower case");
            }
        }
    }

    /// Answers a browser that asks whether it may ask, if it may; then nobody else has to.
    public boolean answersPreflight(HttpServerRequest request) {
        if (request.method() != HttpMethod.OPTIONS || !request.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD)
                || Exchange.announcesBody(request) || !isAllowed(request)) {
            return false;
        }
        // Its end is there already, and the next request waits behind it.
        request.resume();
        HttpServerResponse response = request.response().setStatusCode(204);
        tell(request, response);
        response.putHeader(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .putHeader(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_FIELDS)
                .putHeader(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, maxAge)
                .end();
        return true;
    }

    /// Adds to an answer what lets the request's origin read it, and that it depends on the origin.
    public void tell(HttpServerRequest request, HttpServerResponse response) {
        if (origins.isEmpty()) {
            return;
        }
        response.headers().add(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
        if (isAllowed(request)) {
            response.putHeader(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, request.getHeader(HttpHeaderNames.ORIGIN))
                    .putHeader(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, ANSWER_FIELDS);
        }
    }

    private boolean isAllowed(HttpServerRequest request) {
        if (origins.isEmpty()) {
            return false;
        }
        List<String> named = request.headers().getAll(HttpHeaderNames.ORIGIN);
        return named.size() == 1 && origins.contains(named.getFirst());
    }
}
