package dev.groundswell.gateway.service;

import java.time.Duration;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import dev.groundswell.local.testing.TestParts;

/// What stands around the gateway in its tests: a real Kafka, keys with tokens, one fake for order and catalog, and one for pricing that knows no HTTP.
public final class Surroundings implements QuarkusTestResourceLifecycleManager {

    private final FakeService service = new FakeService();

    @Override
    public Map<String, String> start() {
        TestParts parts = TestParts.shared("--databases", "none", "--no-replica");
        String address = "localhost:" + service.start();
        return Map.ofEntries(
                Map.entry("kafka.bootstrap.servers", parts.kafka()),
                Map.entry("quarkus.redis.hosts", parts.redis()),
                Map.entry("mp.jwt.verify.publickey.location", "file:" + parts.publicKey()),
                Map.entry("groundswell.upstreams.order.addresses", address),
                Map.entry("groundswell.upstreams.catalog.addresses", address),
                Map.entry("groundswell.upstreams.pricing.addresses", "localhost:" + service.startRaw()),
                Map.entry("groundswell.upstreams.response-timeout", "2s"),
                Map.entry("groundswell.upstreams.stream-bound", "3s"),
                Map.entry("test.service", address),
                Map.entry("test.kafka", parts.kafka()),
                Map.entry("test.keys", parts.privateKey().resolveSibling("").toString()),
                Map.entry("test.token.customer", parts.token("ann", false)),
                Map.entry("test.token.admin", parts.token("root", true)),
                Map.entry("test.token.expired", parts.token("ann", false, Duration.ofMinutes(-2))));
    }

    @Override
    public void stop() {
        service.stop();
    }
}
