package dev.groundswell.platform.tracing;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/// Names every request: takes `X-Request-Id` as it comes, or makes one, puts it into the log's MDC and answers with it. `traceparent` is taken as it
/// comes, or made when somebody passes it on.
@Singleton
public class RequestTrace {

    public static final String REQUEST_ID = "X-Request-Id";
    public static final String TRACEPARENT = "traceparent";

    /// Names whose hash is known, for the look-ups of every request.
    private static final CharSequence REQUEST_ID_FIELD = HttpHeaders.createOptimized(REQUEST_ID);
    private static final CharSequence TRACEPARENT_FIELD = HttpHeaders.createOptimized(TRACEPARENT);
    private static final String MDC_REQUEST = "requestId";
    private static final String MDC_TRACE = "traceparent";
    private static final int LONGEST_ID = 64;
    private static final int EARLY = 9_900;

    void register(@Observes Filters filters) {
        filters.register(RequestTrace::name, EARLY);
    }

    /// The traceparent of the request or event being handled, `null` outside of one. One is made for a request that came without, and stays its own.
    public static @Nullable String current() {
        String known = (String) MDC.get(MDC_TRACE);
        if (known != null || currentId() == null) {
            return known;
        }
        String made = TraceParent.orNew(null);
        MDC.put(MDC_TRACE, made);
        return made;
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

    /// A client's request id, or a new one. It is no secret, so it need not be unguessable, which would be dear.
    public static String idOrNew(@Nullable String id) {
        return id != null && acceptable(id) ? id : newId();
    }

    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long version4 = random.nextLong() & ~0xf000L | 0x4000L;
        long variant = random.nextLong() & ~(3L << 62) | 1L << 63;
        return new UUID(version4, variant).toString();
    }

    private static void name(RoutingContext request) {
        String id = idOrNew(request.request().getHeader(REQUEST_ID_FIELD));
        MDC.put(MDC_REQUEST, id);
        String trace = request.request().getHeader(TRACEPARENT_FIELD);
        if (trace != null) {
            MDC.put(MDC_TRACE, TraceParent.orNew(trace));
        }
        request.response().putHeader(REQUEST_ID_FIELD, id);
        request.next();
    }
}
