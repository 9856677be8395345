package dev.groundswell.gateway.overload;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import dev.groundswell.gateway.route.Priority;
import dev.groundswell.gateway.route.Route;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// What those are told who are sent away from one service. Publishes `overload_shed_total{service,priority,reason}`. Thread-safe.
public final class Shedding {

    private static final int SOONEST = 1;
    private static final int LATEST = 3;

    private final Map<Priority, Map<Shed, Counter>> counters = new EnumMap<>(Priority.class);

    Shedding(String service, MeterRegistry registry) {
        for (Priority priority : Priority.values()) {
            Map<Shed, Counter> ofPriority = new EnumMap<>(Shed.class);
            for (Shed reason : Shed.values()) {
                ofPriority.put(reason, Counter.builder("overload.shed")
                        .tag("service", service)
                        .tag("priority", priority.tag())
                        .tag("reason", reason.tag())
                        .description("Requests that were sent away without asking the service")
                        .register(registry));
            }
            counters.put(priority, ofPriority);
        }
    }

    /// There is no place, and will be none in time.
    Refusal tooMany(Route route, Shed reason) {
        return refusal(route, reason, Problem.unavailable("Too many requests are waiting for the service behind this path."));
    }

    /// The service does not answer anybody.
    public Refusal away(Route route) {
        return refusal(route, Shed.CIRCUIT_OPEN, Problem.of("upstream-unreachable", "Temporarily unavailable", 503,
                "The service behind this path does not answer at the moment. What you asked was not done; the same request may be sent again."));
    }

    /// All of them at once would be the next rush: each comes back at a time of its own.
    private Refusal refusal(Route route, Shed reason, Problem problem) {
        Map<Shed, Counter> ofPriority = counters.get(route.priority());
        Counter counter = ofPriority == null ? null : ofPriority.get(reason);
        if (counter != null) {
            counter.increment();
        }
        int seconds = ThreadLocalRandom.current().nextInt(SOONEST, LATEST + 1);
        return new Refusal(problem, Map.of("Retry-After", String.valueOf(seconds)));
    }
}
