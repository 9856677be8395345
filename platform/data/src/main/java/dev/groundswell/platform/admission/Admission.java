package dev.groundswell.platform.admission;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import dev.groundswell.platform.http.Deadline;
import dev.groundswell.platform.problem.Problem;

/// Lets a bounded number of requests in, each with its deadline. The gateway has bounds of its own; this one holds whoever else asks, and however many
/// gateways do. A stream counts until it has begun. Thread-safe.
@Singleton
class Admission {

    private static final CharSequence DEADLINE = HttpHeaders.createOptimized(Deadline.HEADER);
    /// Behind what names and measures a request, ahead of what reads it.
    private static final int EARLY = 9_890;
    private static final String RETRY_AFTER_SECONDS = "1";

    private final int most;
    private final Duration longest;
    private final AtomicInteger inWork = new AtomicInteger();
    private final Counter refused;
    private final String body;

    Admission(AdmissionConfig config, ObjectMapper mapper, MeterRegistry registry) throws JsonProcessingException {
        this.most = config.requests();
        this.longest = config.longest();
        require(most > 0, "requests", "at least 1", most);
        require(longest.toMillis() > 0, "longest", "at least 1 ms", longest);
        this.body = mapper.writeValueAsString(Problem.unavailable("Too many requests are being worked on; please try again shortly."));
        this.refused = Counter.builder("requests.refused")
                .description("Requests that were answered with 503 because too many were being worked on")
                .register(registry);
        Gauge.builder("requests.in.work", inWork, AtomicInteger::get)
                .description("Requests that have no answer yet")
                .register(registry);
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, EARLY);
    }

    void admit(RoutingContext request) {
        if (inWork.incrementAndGet() > most) {
            inWork.decrementAndGet();
            refused.increment();
            refuse(request);
            return;
        }
        AtomicBoolean counted = new AtomicBoolean(true);
        request.addHeadersEndHandler(head -> leave(counted));
        request.addEndHandler(end -> leave(counted));
        Context context = Vertx.currentContext();
        if (context != null) {
            Deadline.begin(context, request.request().getHeader(DEADLINE), longest);
        }
        request.next();
    }

    /// Once, at the head of the answer or when the connection is gone.
    private void leave(AtomicBoolean counted) {
        if (counted.compareAndSet(true, false)) {
            inWork.decrementAndGet();
        }
    }

    private void refuse(RoutingContext request) {
        request.response()
                .setStatusCode(503)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store")
                .putHeader("Retry-After", RETRY_AFTER_SECONDS)
                .end(body);
    }

    private static void require(boolean holds, String setting, String rule, Object was) {
        if (!holds) {
            throw new IllegalArgumentException("groundswell.admission." + setting + ": must be " + rule + "; was " + was);
        }
    }
}
