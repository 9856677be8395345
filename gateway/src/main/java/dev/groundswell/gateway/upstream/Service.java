package dev.groundswell.gateway.upstream;

import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import dev.groundswell.gateway.balance.Instances;
import dev.groundswell.gateway.upstream.NoAnswer.Kind;

/// One service: its instances, and how often a request was tried on another one of them. Thread-safe.
final class Service {

    private final Instances instances;
    private final Map<Kind, Counter> repeats;

    /// Publishes `upstream_repeats_total{service,reason}`.
    Service(String name, Instances instances, MeterRegistry registry) {
        this.instances = instances;
        this.repeats = Map.of(
                Kind.UNREACHABLE, repeats(name, "unreachable", registry),
                Kind.FULL, repeats(name, "full", registry),
                Kind.BROKEN_OFF, repeats(name, "broken-off", registry));
    }

    Instances instances() {
        return instances;
    }

    void repeated(Kind reason) {
        Counter counter = repeats.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    private static Counter repeats(String name, String reason, MeterRegistry registry) {
        return Counter.builder("upstream.repeats")
                .tag("service", name)
                .tag("reason", reason)
                .description("Requests tried on another instance")
                .register(registry);
    }
}
