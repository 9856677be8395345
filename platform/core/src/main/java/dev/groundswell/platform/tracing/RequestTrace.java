package dev.groundswell.platform.tracing;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

/// Names every request: takes `X-Request-Id` and `traceparent` as they come, or makes them, puts both into the log's MDC and answers with the id.
@ApplicationScoped
public class RequestTrace {

    public static final String REQUEST_ID = "X-Request-Id";
    public static final String TRACEPARENT = "traceparent";

    private static final String MDC_REQUEST = "requestId";
    private static final String MDC_TRACE = "traceparent";
    private static final int LONGEST_ID = 64;
    private static final int EARLY = 9_900;

    void register(@Observes Filters filters) {
        filters.register(RequestTrace::name, EARLY);
    }

    /// The traceparent of the request or event being handled, `null` outside of one.
    public static @Nullable String current() {
        return (String) MDC.get(MDC_TRACE);
    }

    /// The id of the request being handled, `null` outside of one.
    public static @Nullable String currentId() {
        return (String) MDC.get(MDC_REQUEST);
    }

    /// Whether a client's request id may be taken over: short, and nothing that could forge a log line.
    public static boolean acceptable(@Nullable String id) {
        return id != null && !id.isEmpty() && id.length() <= LONGEST_ID
                && id.chars().allMatch(
                        c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_' || c == '.');
    }

    /// A client's request id, or a new one.
    public static String idOrNew(@Nullable String id) {
        return id != null && acceptable(id) ? id : UUID.randomUUID().toString();
    }

    private static void name(RoutingContext request) {
        String id = idOrNew(request.request().getHeader(REQUEST_ID));
        MDC.put(MDC_REQUEST, id);
        MDC.put(MDC_TRACE, TraceParent.orNew(request.request().getHeader(TRACEPARENT)));
        request.response().putHeader(REQUEST_ID, id);
        request.next();
    }
}
