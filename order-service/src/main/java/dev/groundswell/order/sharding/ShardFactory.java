package dev.groundswell.order.sharding;

import java.util.List;
import java.util.function.Predicate;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.consistency.ReplicatedDatabase;
import dev.groundswell.platform.consistency.ReplicatedDatabases;
import dev.groundswell.platform.database.DatabaseGuard;
import dev.groundswell.platform.database.DatabaseGuards;
import dev.groundswell.platform.database.DatabasePools;
import dev.groundswell.platform.database.PoolName;
import dev.groundswell.platform.database.RenewablePool;
import dev.groundswell.platform.events.EventSender;
import dev.groundswell.platform.outage.Outages;
import dev.groundswell.platform.outbox.Outbox;
import dev.groundswell.platform.outbox.OutboxConfig;

/// Makes what a shard consists of in this process.
@Singleton
class ShardFactory {

    private final ShardingConfig config;
    private final DatabaseGuards guards;
    private final DatabasePools pools;
    private final ReplicatedDatabases databases;
    private final EventSender sender;
    private final OutboxConfig outboxes;
    private final Outages outages;
    private final MeterRegistry registry;

    ShardFactory(ShardingConfig config, DatabaseGuards guards, DatabasePools pools, ReplicatedDatabases databases,
            EventSender sender,
            OutboxConfig outboxes, Outages outages, MeterRegistry registry) {
        this.config = config;
        this.guards = guards;
        this.pools = pools;
        this.databases = databases;
        this.sender = sender;
        this.outboxes = outboxes;
        this.outages = outages;
        this.registry = registry;
    }

    /// Waits for nobody: a shard that is away is opened as well.
    Shards.Shard open(String name, String url, List<String> replicas) {
        RenewablePool connections = pool(PoolName.primary(name), url);
        // A shard that says it is not the owner is well.
        Predicate<Throwable> outage = failure -> !(failure instanceof NotOwner) && outages.explain(failure);
        DatabaseGuard guard = guards.guard(name, "shard " + name, connections::renew, outage);
        Pool pool = Pool.newInstance(connections);
        ReplicatedDatabase reads = databases.join(name, pool, replicas, this::pool, guard,
                failure -> !(failure instanceof NotOwner) && outages.isOutage(failure));
        return new Shards.Shard(name, pool, new Outbox(pool, sender, outboxes), guard, reads);
    }

    private RenewablePool pool(PoolName name, String url) {
        return pools.open(name, url, config.username(), config.password());
    }
}
