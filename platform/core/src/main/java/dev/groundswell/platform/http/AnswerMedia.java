package dev.groundswell.platform.http;

import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/// Decides before the framework what a service answers in: JSON, whatever `Accept` says (RFC 9110, section 12.5.1, lets a server disregard it).
///
/// Left to itself the framework writes an object as text for who asks for XML or HTML, which the edge would keep for everybody. Only a path of events
/// listens: who wants neither `text/event-stream` nor a range that holds it is answered in JSON there, too. Thread-safe.
@Singleton
public class AnswerMedia {

    /// Behind the gateway's pipeline, which passes on what clients want and answers every request itself; ahead of the framework.
    private static final int PRIORITY = 8_000;

    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";
    private static final List<String> HOLD_EVENTS = List.of(EVENTS, "text/*", "*/*");

    void register(@Observes Filters filters) {
        filters.register(AnswerMedia::decide, PRIORITY);
    }

    private static void decide(RoutingContext request) {
        MultiMap headers = request.request().headers();
        boolean events = request.normalizedPath().endsWith("/events") && wantsEvents(headers.getAll(HttpHeaders.ACCEPT));
        headers.set(HttpHeaders.ACCEPT, events ? EVENTS : JSON);
        request.next();
    }

    /// Whether these lists of media ranges hold one for events; without any, everything is wanted.
    static boolean wantsEvents(List<String> accept) {
        if (accept.isEmpty()) {
            return true;
        }
        for (String ranges : accept) {
            for (String range : ranges.split(",", -1)) {
                String type = range.split(";", 2)[0].strip();
                if (HOLD_EVENTS.stream().anyMatch(type::equalsIgnoreCase)) {
                    return true;
                }
            }
        }
        return false;
    }
}
