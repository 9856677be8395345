package dev.groundswell.order.sharding;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

import dev.groundswell.platform.database.DatabaseConfig;
import dev.groundswell.platform.database.RenewablePool;
import dev.groundswell.platform.database.WatchedPools;
import dev.groundswell.platform.events.EventSender;
import dev.groundswell.platform.outage.Outages;
import dev.groundswell.platform.outbox.Outbox;
import dev.groundswell.platform.outbox.OutboxConfig;
import dev.groundswell.platform.outbox.Outboxes;
import dev.groundswell.platform.sharding.RoutingPool;
import dev.groundswell.platform.sharding.ShardMap;

/// The way from a slot to its shard. Pools open connections when they are first used, so a shard that is away stops nobody's start.
@Singleton
public class Shards implements Outboxes {

    private final ShardMap map;
    private final Map<String, Shard> byName = new LinkedHashMap<>();

    Shards(ShardingConfig config, DatabaseConfig databaseConfig, Vertx vertx, EventSender sender, OutboxConfig outboxConfig,
            Outages outages,
            MeterRegistry registry) {
        this.map = ShardMap
                .of(config.shards().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, shard -> shard.getValue().slots())));
        new TreeMap<>(config.shards()).forEach((name, shard) -> {
            RenewablePool connections = new RenewablePool(() -> pool(config, databaseConfig, shard, vertx));
            ShardGuard guard = new ShardGuard(name, config.breaker(), outages::explain, registry);
            // Calls that hang have taken their connections with them, and those may never answer even when the shard does.
            guard.whenOpen(connections::renew);
            Pool pool = Pool.newInstance(connections);
            byName.put(name, new Shard(name, pool, new Outbox(pool, sender, outboxConfig), guard));
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

    /// Runs `work` with Hibernate's sessions on the shard of `slot`. One route a request: work for two shards goes through [Shard#pool] instead.
    public <T> Uni<T> routed(int slot, Function<Shard, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Shard shard = of(slot);
            RoutingPool.route(shard.name());
            return work.apply(shard);
        });
    }

    @Override
    public Collection<Outbox> all() {
        return byName.values().stream().map(Shard::outbox).toList();
    }

    Shard named(String name) {
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

    private static io.vertx.sqlclient.Pool pool(ShardingConfig config, DatabaseConfig databaseConfig, ShardingConfig.Shard shard,
            Vertx vertx) {
        PgConnectOptions database = PgConnectOptions.fromUri(shard.url())
                .setUser(config.username())
                .setPassword(config.password())
                .setCachePreparedStatements(true)
                .setConnectTimeout((int) config.patience().toMillis());
        PoolOptions options = new PoolOptions().setMaxSize(config.poolSize())
                .setIdleTimeout((int) config.idle().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setConnectionTimeout((int) config.patience().toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
        return PgBuilder.pool().with(options).connectingTo(WatchedPools.watched(database, options, databaseConfig)).using(vertx).build();
    }

    /// One database of the orders.
    ///
    /// @param guard what a client waits for goes through it
    public record Shard(String name, Pool pool, Outbox outbox, ShardGuard guard) {}
}
