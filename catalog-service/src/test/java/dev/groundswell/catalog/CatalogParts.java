package dev.groundswell.catalog;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import dev.groundswell.local.testing.TestParts;

/// Starts the real parts for all tests of the module and tells the service, and the tests, where they are.
public final class CatalogParts implements QuarkusTestResourceLifecycleManager {

    private @Nullable PricingStub pricing;

    @Override
    public Map<String, String> start() {
        TestParts started = TestParts.shared("--databases", "catalog");
        PricingStub stub = PricingStub.start();
        pricing = stub;
        TestParts.Database database = started.database("catalog");
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.reactive.url", database.url());
        settings.put("quarkus.datasource.username", database.user());
        settings.put("quarkus.datasource.password", database.password());
        settings.put("kafka.bootstrap.servers", started.kafka());
        settings.put("quarkus.redis.hosts", started.redis());
        settings.put("mp.jwt.verify.publickey.location", "file:" + started.publicKey());
        // Nobody listens on the first: one instance that is away is nothing a reader notices.
        settings.put("groundswell.services.pricing", "127.0.0.1:1," + stub.address());
        // Tests begin jobs themselves.
        settings.put("groundswell.jobs.enabled", "false");
        // Their orders were placed on some fixed day.
        settings.put("groundswell.reservations.kept", "3650d");
        // Tests hold loads up until all readers have come, however long a busy machine takes for it.
        settings.put("groundswell.batching.patience", "60s");
        settings.put("groundswell.cache.hard-timeout", "60s");
        settings.put("groundswell.database-guard.bound", "6s");
        // What they expect of Redis does not depend on how busy the machine is.
        settings.put("groundswell.cache.redis-budget", "10s");
        settings.put("groundswell.catalog.pricing.timeout", "4s");
        settings.put("quarkus.rest-client.pricing.read-timeout", "4000");
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.management.test-port", "0");
        settings.put("test.replica", started.replica("catalog").url());
        settings.put("test.pricing", "http://" + stub.address());
        settings.put("test.token.admin", started.token("admin", true));
        settings.put("test.token.customer", started.token("customer", false));
        settings.put("test.token.expired", started.token("admin", true, Duration.ofMinutes(-5)));
        return settings;
    }

    @Override
    public void stop() {
        if (pricing != null) {
            pricing.close();
        }
    }
}
