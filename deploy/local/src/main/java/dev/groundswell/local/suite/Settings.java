package dev.groundswell.local.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.groundswell.local.parts.RunningParts;
import dev.groundswell.local.token.Tokens;

/// What each instance is told about the others and the parts: system properties for what may be seen, environment variables for secrets,
/// because every user of a machine can read command lines.
final class Settings {
    private final RunningParts parts;
    private final List<Instance> instances;
    private final Limits limits;

    Settings(RunningParts parts, List<Instance> instances, Limits limits) {
        this.limits = limits;
        this.parts = parts;
        this.instances = List.copyOf(instances);
    }

    List<String> properties(Instance instance) {
        Map<String, String> settings = new TreeMap<>(common(instance));
        if (instance.service() != Service.GATEWAY) {
            settings.put("groundswell.role", instance.role().word());
        }
        settings.putAll(switch (instance.service()) {
            case GATEWAY -> gateway();
            case ORDER -> order();
            case CATALOG -> single("catalog", Map.of("groundswell.services.pricing", addresses(Service.PRICING)));
            case PRICING -> single("pricing", Map.of());
        });
        List<String> properties = new ArrayList<>();
        settings.forEach((name, value) -> properties.add("-D" + name + "=" + value));
        return properties;
    }

    Map<String, String> environment(Instance instance) {
        String password = parts.postgres().password();
        return switch (instance.service()) {
            case GATEWAY -> Map.of();
            case ORDER -> Map.of("GROUNDSWELL_SHARDING_PASSWORD", password, "QUARKUS_DATASOURCE_PASSWORD", password);
            case CATALOG, PRICING -> Map.of("QUARKUS_DATASOURCE_PASSWORD", password);
        };
    }

    private Map<String, String> common(Instance instance) {
        return Map.of(
                "groundswell.instance", instance.name(),
                "quarkus.http.host", "127.0.0.1",
                "quarkus.http.port", Integer.toString(instance.port()),
                "quarkus.management.host", "127.0.0.1",
                "quarkus.management.port", Integer.toString(instance.managementPort()),
                "kafka.bootstrap.servers", parts.kafka(),
                "mp.jwt.verify.publickey.location", "file:" + parts.keys().publicPem(),
                "mp.jwt.verify.issuer", Tokens.ISSUER,
                "mp.jwt.verify.audiences", Tokens.AUDIENCE);
    }

    private Map<String, String> gateway() {
        Map<String, String> settings = new TreeMap<>(limits.settings());
        settings.put("quarkus.redis.hosts", parts.redis());
        for (Service service : List.of(Service.ORDER, Service.CATALOG, Service.PRICING)) {
            settings.put("groundswell.upstreams." + service.label() + ".addresses", addresses(service));
        }
        return settings;
    }

    /// The shards by name; Hibernate's own unit points at the first and is routed at run time.
    private Map<String, String> order() {
        Map<String, String> settings = database("orders_0", Map.of(
                "groundswell.sharding.shards.orders_0.url", parts.database("orders_0"),
                "groundswell.sharding.shards.orders_0.slots", "0-479",
                "groundswell.sharding.shards.orders_1.url", parts.database("orders_1"),
                "groundswell.sharding.shards.orders_1.slots", "480-959",
                "groundswell.sharding.username", parts.postgres().user(),
                "groundswell.services.catalog", addresses(Service.CATALOG)));
        List.of("orders_0", "orders_1")
                .forEach(shard -> settings.putAll(replica(shard, "groundswell.sharding.shards." + shard + ".replicas")));
        return settings;
    }

    private Map<String, String> single(String name, Map<String, String> more) {
        Map<String, String> settings = database(name, more);
        settings.putAll(replica(name, "groundswell.replicas.addresses"));
        return settings;
    }

    private Map<String, String> replica(String database, String property) {
        return parts.replica(database).map(url -> Map.of(property, url)).orElse(Map.of());
    }

    private Map<String, String> database(String name, Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(more);
        settings.put("quarkus.datasource.reactive.url", parts.database(name));
        settings.put("quarkus.datasource.username", parts.postgres().user());
        settings.put("quarkus.redis.hosts", parts.redis());
        return settings;
    }

    /// Of those who serve, joined by commas.
    private String addresses(Service service) {
        return instances.stream()
                .filter(instance -> instance.service() == service && instance.role().serves())
                .map(Instance::address)
                .collect(Collectors.joining(","));
    }
}
