package dev.groundswell.gateway.upstream;

import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import dev.groundswell.gateway.balance.Instances;
import dev.groundswell.gateway.breaker.CircuitBreaker;
import dev.groundswell.gateway.overload.AdmissionControl;
import dev.groundswell.gateway.upstream.NoAnswer.Kind;

/// One service: its instances, how many requests it gets at once, whether it gets any, and how often one is tried again. Thread-safe.
final class Service {

    private final Instances instances;
    private final AdmissionControl admission;
    private final CircuitBreaker breaker;
    private final RetryBudget budget;
    private final Map<Kind, Counter> repeats;
    private final Counter refused;

    /// Publishes `upstream_repeats_total{service,reason}` and `upstream_repeats_refused_total{service}`.
    Service(String name, Instances instances, AdmissionControl admission, CircuitBreaker breaker, RetryBudget budget,
            MeterRegistry registry) {
        this.instances = instances;
        this.admission = admission;
        this.breaker = breaker;
        this.budget = budget;
        this.repeats = Map.of(
                Kind.UNREACHABLE, repeats(name, "unreachable", registry),
                Kind.FULL, repeats(name, "full", registry),
                Kind.BROKEN_OFF, repeats(name, "broken-off", registry));
        this.refused = Counter.builder("upstream.repeats.refused")
                .tag("service", name)
                .description("Requests that were not tried on another instance because too many were")
                .register(registry);
    }

    Instances instances() {
        return instances;
    }

    AdmissionControl admission() {
        return admission;
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    void asked() {
        budget.deposit();
    }

    /// Whether a request may be tried once more; counts it either way.
    boolean mayRepeat(Kind reason) {
        if (!budget.withdraw()) {
            refused.increment();
            return false;
        }
        Counter counter = repeats.get(reason);
        if (counter != null) {
            counter.increment();
        }
        return true;
    }

    private static Counter repeats(String name, String reason, MeterRegistry registry) {
        return Counter.builder("upstream.repeats")
                .tag("service", name)
                .tag("reason", reason)
                .description("Requests tried on another instance")
                .register(registry);
    }
}
