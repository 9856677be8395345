package dev.groundswell.platform.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// Keeps request bodies within their bound when a service is addressed past the gateway: 1 MiB, 8 MiB for `:batch`.
///
/// A `Content-Length` beyond it is refused before a byte is read, a chunked body by [BoundedStream] when it has grown too large.
/// A process without `quarkus.http.limits.max-body-size`, such as the gateway, has bounds of its own.
@ApplicationScoped
public class BodyBounds {

    /// 1 MiB.
    static final long SINGLE = 1L << 20;
    /// 8 MiB.
    static final long BATCH = 8L << 20;

    /// Behind the request's naming, ahead of identity and of Quarkus' own limit.
    private static final int EARLY = 9_850;

    private static final Duration LINGER = Duration.ofSeconds(2);

    private final boolean active;
    private final String body;

    BodyBounds(@ConfigProperty(name = "quarkus.http.limits.max-body-size") Optional<String> limit, ObjectMapper mapper)
            throws JsonProcessingException {
        this.active = limit.isPresent();
        this.body = mapper.writeValueAsString(Problem.ofStatus(413));
    }

    void register(@Observes Filters filters) {
        if (active) {
            filters.register(this::check, EARLY);
        }
    }

    /// Most bytes of a body for `path`.
    public static long of(String path) {
        return path.endsWith(":batch") ? BATCH : SINGLE;
    }

    /// 413. The connection is closed: the rest of the body is not worth reading only to get behind it.
    static Refusal refusal() {
        return new Refusal(Problem.ofStatus(413), Map.of("Connection", "close"));
    }

    private void check(RoutingContext request) {
        String length = request.request().getHeader("Content-Length");
        request.addEndHandler(end -> hangUpIfTooLarge(request));
        if (length == null || !exceeds(length, of(request.normalizedPath()))) {
            request.next();
            return;
        }
        request.response()
                .setStatusCode(413)
                .putHeader("Connection", "close")
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store")
                .end(body);
    }

    /// Vert.x leaves the connection open whatever the answer's head says. The rest is read and dropped for a moment first:
    /// closing on unread bytes resets the connection, and the client might lose the answer.
    private static void hangUpIfTooLarge(RoutingContext request) {
        if (request.response().getStatusCode() != 413) {
            return;
        }
        HttpServerRequest rest = request.request();
        HttpConnection connection = rest.connection();
        if (rest.isEnded()) {
            connection.close();
            return;
        }
        rest.handler(null).endHandler(end -> connection.close()).resume();
        request.vertx().setTimer(LINGER.toMillis(), late -> connection.close());
    }

    /// What is no number has been refused by Vert.x; digits beyond a `long` exceed everything.
    static boolean exceeds(String length, long bound) {
        try {
            return Long.parseLong(length) > bound;
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
