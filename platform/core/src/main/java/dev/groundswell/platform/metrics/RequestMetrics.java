package dev.groundswell.platform.metrics;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/// Publishes `request_duration_seconds{route,method,status}` with a histogram, and `errors_total{route}` for answers of 500 and above.
///
/// Meters are looked up in our own map: Micrometer's look-up per request is what costs (vertx-micrometer-metrics #184).
@Singleton
public class RequestMetrics {

    private final MeterRegistry registry;
    private final ConcurrentMap<Key, Timer> durations = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Counter> errors = new ConcurrentHashMap<>();

    RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /// @param route a name out of a small fixed set, never a raw path
    /// @param method a standard method, or `OTHER`
    public void record(String route, String method, int status, long nanos) {
        Key key = new Key(route, method, status);
        Timer timer = durations.get(key);
        (timer == null ? durations.computeIfAbsent(key, this::timer) : timer).record(nanos, TimeUnit.NANOSECONDS);
        if (status >= 500) {
            errors.computeIfAbsent(route, this::counter).increment();
        }
    }

    /// Makes the error counters of these routes visible before their first error: a rate over a counter that appears with it would miss it.
    public void announce(Iterable<String> routes) {
        routes.forEach(route -> errors.computeIfAbsent(route, this::counter));
    }

    private Timer timer(Key key) {
        return Timer.builder("request.duration")
                .description("From the request's head to the end of its answer")
                .tags("route", key.route, "method", key.method, "status", String.valueOf(key.status))
                .serviceLevelObjectives(Duration.ofMillis(5), Duration.ofMillis(25), Duration.ofMillis(100), Duration.ofMillis(200),
                        Duration.ofSeconds(1), Duration.ofSeconds(5))
                .register(registry);
    }

    private Counter counter(String route) {
        return Counter.builder("errors").description("Answers of 500 and above").tag("route", route).register(registry);
    }

    private record Key(String route, String method, int status) {}
}
