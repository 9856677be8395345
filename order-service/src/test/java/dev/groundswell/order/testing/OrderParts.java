package dev.groundswell.order.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import dev.groundswell.local.testing.Relay;
import dev.groundswell.local.testing.TestParts;

/// Starts the parts for this service's tests and points its configuration at them.
public class OrderParts implements QuarkusTestResourceLifecycleManager {

    private static @Nullable TestParts parts;
    private static @Nullable CatalogStub catalog;
    private static @Nullable Relay relay;
    private static @Nullable Relay replicaRelay;

    /// The running parts.
    public static TestParts running() {
        return Objects.requireNonNull(parts, "the parts are started before the first test");
    }

    /// What stands between this service and its second shard.
    public static Relay wayToTheSecond() {
        return Objects.requireNonNull(relay, "the parts are started before the first test");
    }

    /// What stands between this service and the replica of both shards.
    public static Relay wayToTheReplica() {
        return Objects.requireNonNull(replicaRelay, "the parts are started before the first test");
    }

    /// Whom this service asks for products.
    public static CatalogStub catalog() {
        return Objects.requireNonNull(catalog, "the parts are started before the first test");
    }

    @Override
    public Map<String, String> start() {
        TestParts started = TestParts.shared("--databases", "orders");
        parts = started;
        Relay between = Relay.to(started.database("orders_1").address());
        relay = between;
        Relay beforeReplica = Relay.to(started.replica("orders_0").address());
        replicaRelay = beforeReplica;
        CatalogStub stub = CatalogStub.start();
        catalog = stub;
        Map<String, String> config = new HashMap<>();
        // Nobody listens on the first: one instance that is away is nothing a reader notices.
        config.put("groundswell.services.catalog", "127.0.0.1:1," + stub.address());
        // Nothing that is kept ends by itself, however busy the machine is.
        config.put("groundswell.cache.memory-for", "1h");
        config.put("groundswell.cache.believed", "1h");
        config.put("quarkus.http.test-port", "0");
        config.put("quarkus.management.test-port", "0");
        config.put("kafka.bootstrap.servers", started.kafka());
        config.put("quarkus.redis.hosts", started.redis());
        config.put("mp.jwt.verify.publickey.location", "file:" + started.publicKey());
        config.put("groundswell.sharding.username", started.user());
        config.put("groundswell.sharding.password", started.password());
        config.put("groundswell.sharding.shards.orders_0.url", started.database("orders_0").url());
        config.put("groundswell.sharding.shards.orders_0.slots", "0-479");
        config.put("groundswell.sharding.shards.orders_1.url", "postgresql://localhost:" + between.port() + "/orders_1");
        config.put("groundswell.sharding.shards.orders_1.slots", "480-959");
        config.put("groundswell.sharding.shards.orders_0.replicas", "postgresql://localhost:" + beforeReplica.port() + "/orders_0");
        config.put("groundswell.sharding.shards.orders_1.replicas", "postgresql://localhost:" + beforeReplica.port() + "/orders_1");
        // Tests hold it back for longer than one would tolerate.
        config.put("groundswell.replicas.max-lag", "10s");
        config.put("quarkus.datasource.reactive.url", started.database("orders_0").url());
        config.put("quarkus.datasource.username", started.user());
        config.put("quarkus.datasource.password", started.password());
        config.put("groundswell.sharding.moving", "1s");
        // Maps are as old as tests want them.
        config.put("groundswell.sharding.refresh", "1h");
        config.put("groundswell.overdue.every", "1s");
        // Tests begin jobs themselves.
        config.put("groundswell.jobs.enabled", "false");
        return config;
    }

    @Override
    public void stop() {
        if (catalog != null) {
            catalog.close();
        }
        if (relay != null) {
            relay.close();
        }
        if (replicaRelay != null) {
            replicaRelay.close();
        }
    }
}
