package dev.groundswell.order.sharding;

import java.util.List;
import java.util.function.Predicate;

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

/// Makes what a shard consists of in this process.
@Singleton
class ShardFactory {

    private final ShardingConfig config;
    private final DatabaseConfig watching;
    private final ReplicatedDatabases databases;
    private final Vertx vertx;
    private final EventSender sender;
    private final OutboxConfig outboxes;
    private final Outages outages;
    private final MeterRegistry registry;

    ShardFactory(ShardingConfig config, DatabaseConfig watching, ReplicatedDatabases databases, Vertx vertx, EventSender sender,
            OutboxConfig outboxes, Outages outages, MeterRegistry registry) {
        this.config = config;
        this.watching = watching;
        this.databases = databases;
        this.vertx = vertx;
        this.sender = sender;
        this.outboxes = outboxes;
        this.outages = outages;
        this.registry = registry;
    }

    /// Connects to nobody yet.
    Shards.Shard open(String name, String url, List<String> replicas) {
        PoolSettings settings = new PoolSettings(config.username(), config.password(), config.poolSize(), config.idle(),
                config.patience());
        RenewablePool connections = settings.pool(url, watching, vertx);
        // A shard that says it is not the owner is well.
        Predicate<Throwable> outage = failure -> !(failure instanceof NotOwner) && outages.explain(failure);
        ShardGuard guard = new ShardGuard(name, config.breaker(), outage, registry);
        // Calls that hang have taken their connections with them, and those may never answer even when the shard does.
        guard.whenOpen(connections::renew);
        Pool pool = Pool.newInstance(connections);
        ReplicatedDatabase reads = databases.join(name, pool, replicas, replica -> settings.pool(replica, watching, vertx), guard,
                failure -> !(failure instanceof NotOwner) && outages.isOutage(failure));
        return new Shards.Shard(name, pool, new Outbox(pool, sender, outboxes), guard, reads);
    }
}
