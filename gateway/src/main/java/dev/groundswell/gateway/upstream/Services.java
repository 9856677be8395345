package dev.groundswell.gateway.upstream;

import java.util.EnumMap;
import java.util.Map;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;

import dev.groundswell.gateway.balance.Balancing;
import dev.groundswell.gateway.balance.Ejection;
import dev.groundswell.gateway.balance.Instances;
import dev.groundswell.gateway.breaker.CircuitBreaker;
import dev.groundswell.gateway.breaker.ToldChanges;
import dev.groundswell.gateway.breaker.Tripping;
import dev.groundswell.gateway.overload.Admissions;
import dev.groundswell.gateway.route.Destination;
import dev.groundswell.gateway.route.Route;

/// The services behind the gateway, as they are configured. Thread-safe.
@Singleton
final class Services {

    private final UpstreamSettings settings;
    private final Balancing balancing;
    private final Admissions admissions;
    private final MeterRegistry registry;
    private final Map<Destination, Service> services = new EnumMap<>(Destination.class);

    Services(UpstreamSettings settings, Balancing balancing, Admissions admissions, MeterRegistry registry) {
        this.settings = settings;
        this.balancing = balancing;
        this.admissions = admissions;
        this.registry = registry;
        services.put(Destination.ORDER, service("order", settings.order()));
        services.put(Destination.CATALOG, service("catalog", settings.catalog()));
        services.put(Destination.PRICING, service("pricing", settings.pricing()));
    }

    /// Who answers a route.
    Service of(Route route) {
        Service service = services.get(route.destination());
        if (service == null) {
            throw new IllegalStateException("no step answers " + route.pattern());
        }
        return service;
    }

    private Service service(String name, UpstreamSettings.Service configured) {
        UpstreamSettings.Ejection given = settings.ejection();
        Ejection ejection = new Ejection(given.failures(), given.firstProbe(), given.longestBackoff(), given.probeTimeout());
        Instances instances = balancing.of(name, "groundswell.upstreams." + name + ".addresses", configured.addresses(), ejection);
        return new Service(name, instances, admissions.of(name, instances.count()), breaker(name, instances), budget(), registry);
    }

    private CircuitBreaker breaker(String name, Instances instances) {
        UpstreamSettings.Breaker given = settings.breaker();
        Tripping tripping = new Tripping(given.calls(), given.failureRatio(), given.pause());
        return new CircuitBreaker(tripping, instances::anyAdmitted, new ToldChanges(name, registry), System::nanoTime);
    }

    private RetryBudget budget() {
        UpstreamSettings.Retries given = settings.retries();
        return new RetryBudget(given.share(), given.perSecond(), given.most(), System::nanoTime);
    }
}
