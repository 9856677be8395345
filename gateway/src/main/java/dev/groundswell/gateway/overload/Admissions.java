package dev.groundswell.gateway.overload;

import java.util.function.ToDoubleFunction;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

/// Makes the admission control of services. Used at start only; thread-safe.
@Singleton
public class Admissions {

    private final OverloadSettings settings;
    private final Vertx vertx;
    private final MeterRegistry registry;

    /// @throws IllegalArgumentException for a setting that makes no sense
    Admissions(OverloadSettings settings, Vertx vertx, MeterRegistry registry) {
        Checks.check(settings);
        this.settings = settings;
        this.vertx = vertx;
        this.registry = registry;
    }

    /// Publishes `overload_limit{service}`, `overload_in_flight{service}`, `overload_queued{service}`, `overload_slow_bodies{service}` and what [Shedding] does.
    ///
    /// @param instances of the service: each has its own share of the limits
    public AdmissionControl of(String service, int instances) {
        ConcurrencyLimit limit = new ConcurrencyLimit(settings.least() * instances, settings.initial() * instances,
                settings.most() * instances, settings.tolerance(), System.nanoTime());
        Admission admission = new Admission(limit, settings.ownShare(), settings.browseShare(), settings.queue(),
                settings.queueAge().toNanos(), settings.slowBodies() * instances, System::nanoTime);
        gauge("overload.limit", "Requests that may be with the service at once", service, admission, Admission::limit);
        gauge("overload.in.flight", "Requests that are with the service; streams stand outside", service, admission, Admission::inFlight);
        gauge("overload.slow.bodies", "Requests whose bodies come slowly, each with a connection to the service", service, admission,
                Admission::lingering);
        gauge("overload.queued", "Requests that wait for a place with the service", service, admission, Admission::queued);
        return new AdmissionControl(admission, new Shedding(service, registry), settings.queueAge().toMillis(), vertx);
    }

    private void gauge(String name, String what, String service, Admission admission, ToDoubleFunction<Admission> value) {
        Gauge.builder(name, admission, value).tag("service", service).description(what).register(registry);
    }
}
