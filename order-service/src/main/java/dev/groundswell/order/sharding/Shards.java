package dev.groundswell.order.sharding;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.consistency.ReplicatedDatabase;
import dev.groundswell.platform.consistency.ReplicatedDatabases;
import dev.groundswell.platform.database.DatabaseConfig;
import dev.groundswell.platform.database.PoolSettings;
import dev.groundswell.platform.database.RenewablePool;
import dev.groundswell.platform.events.EventSender;
import dev.groundswell.platform.outage.Outages;
import dev.groundswell.platform.outbox.Outbox;
import dev.groundswell.platform.outbox.OutboxConfig;
import dev.groundswell.platform.outbox.Outboxes;
import dev.groundswell.platform.sharding.ShardMap;

/// The way from a slot to its shard. Pools open connections when they are first used, so a shard that is away stops nobody's start.
@Singleton
public class Shards implements Outboxes {

    private final ShardMap map;
    private final Map<String, Shard> byName = new LinkedHashMap<>();

    Shards(ShardingConfig config, DatabaseConfig databaseConfig, ReplicatedDatabases databases, Vertx vertx, EventSender sender,
            OutboxConfig outboxConfig, Outages outages, MeterRegistry registry) {
        this.map = ShardMap
                .of(config.shards().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, shard -> shard.getValue().slots())));
        PoolSettings settings = new PoolSettings(config.username(), config.password(), config.poolSize(), config.idle(),
                config.patience());
        new TreeMap<>(config.shards()).forEach((name, shard) -> {
            RenewablePool connections = settings.pool(shard.url(), databaseConfig, vertx);
            ShardGuard guard = new ShardGuard(name, config.breaker(), outages::explain, registry);
            // Calls that hang have taken their connections with them, and those may never answer even when the shard does.
            guard.whenOpen(connections::renew);
            Pool pool = Pool.newInstance(connections);
            ReplicatedDatabase reads = databases.join(name, pool, shard.replicas().orElse(List.of()),
                    url -> settings.pool(url, databaseConfig, vertx), guard);
            byName.put(name, new Shard(name, pool, new Outbox(pool, sender, outboxConfig), guard, reads));
        });
    }

    /// The shard that holds `slot`, as this process knows the map.
    public Shard of(int slot) {
        return named(map.shardOf(slot));
    }

    /// Every shard, in the order of their names.
    public Collection<Shard> everyShard() {
        return byName.values();
    }

    @Override
    public Collection<Outbox> all() {
        return byName.values().stream().map(Shard::outbox).toList();
    }

    /// The pool of a shard's primary or replica, by the name of the node.
    io.vertx.sqlclient.Pool node(String name) {
        return byName.values().stream()
                .flatMap(shard -> shard.database().nodes().stream())
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown database: " + name))
                .pool()
                .getDelegate();
    }

    private Shard named(String name) {
        Shard shard = byName.get(name);
        if (shard == null) {
            throw new IllegalArgumentException("unknown shard: " + name);
        }
        return shard;
    }

    @PreDestroy
    void close() {
        byName.values().forEach(shard -> shard.pool().closeAndForget());
    }

    /// One database of the orders.
    ///
    /// @param guard what a client waits for goes through it
    /// @param database of which the shard is the primary; its reads go through the guard
    public record Shard(String name, Pool pool, Outbox outbox, ShardGuard guard, ReplicatedDatabase database) {}
}
