package dev.groundswell.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTestProfile;

import dev.groundswell.gateway.service.Arrivals;
import dev.groundswell.gateway.service.FakeInstance;
import dev.groundswell.gateway.service.SettableClock;

/// A gateway in front of a [dev.groundswell.gateway.service.ScriptedOrigin], with a clock that the tests move. Pricing has a port of its own, for a
/// service that knows no HTTP.
public class BeforeScriptedOrigin implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        List<Integer> ports = Stream.generate(FakeInstance::freePort).distinct().limit(2).toList();
        Map<String, String> settings = new HashMap<>(Map.of(
                "groundswell.upstreams.catalog.addresses", "localhost:" + ports.get(0),
                "groundswell.upstreams.order.addresses", "localhost:" + ports.get(0),
                "groundswell.upstreams.pricing.addresses", "localhost:" + ports.get(1),
                "test.origin", String.valueOf(ports.get(0)),
                "test.raw-origin", String.valueOf(ports.get(1)),
                "groundswell.upstreams.response-timeout", "20s",
                // Broken answers and held ones are what is tested here, not the balance nor the overload.
                "groundswell.upstreams.ejection.failures", "1000",
                "groundswell.overload.least", "100",
                "groundswell.store.largest", "64K",
                "groundswell.edge-cache.largest-lag", "32768"));
        settings.putAll(Map.of(
                "groundswell.routes.open.paths", "/open/{}",
                "groundswell.routes.open.method", "*",
                "groundswell.routes.open.query", "*",
                "groundswell.routes.open.service", "catalog",
                "groundswell.routes.open.access", "unchecked",
                "groundswell.routes.open.cache", "standard",
                "groundswell.routes.open.keep-cookies", "true"));
        return settings;
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(SettableClock.class, Arrivals.class);
    }
}
