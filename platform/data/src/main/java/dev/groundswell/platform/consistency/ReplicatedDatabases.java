package dev.groundswell.platform.consistency;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.database.DatabaseGuard;
import dev.groundswell.platform.database.PoolName;
import dev.groundswell.platform.database.RenewablePool;

/// Joins databases and their replicas, and keeps asking how far those are.
@Singleton
public class ReplicatedDatabases {

    private final ConsistencyConfig config;
    private final Clock clock;
    private final MeterRegistry registry;
    private final Vertx vertx;
    private final List<Pool> pools = new ArrayList<>();

    ReplicatedDatabases(ConsistencyConfig config, Clock clock, MeterRegistry registry, Vertx vertx) {
        this.config = config;
        this.clock = clock;
        this.registry = registry;
        this.vertx = vertx;
    }

    /// To be called at start, once a database.
    ///
    /// @param name of the database, in tokens and metrics
    /// @param replicas where they are, in any form that `pools` takes
    /// @param guard what passes it is read from the primary
    /// @param outage tells a replica that is away, or too slow, from one that answers that it cannot serve this read
    public ReplicatedDatabase join(String name, Pool primary, List<String> replicas, BiFunction<PoolName, String, RenewablePool> pools,
            DatabaseGuard guard, Predicate<Throwable> outage) {
        List<Replica> joined = new ArrayList<>();
        for (String address : replicas) {
            PoolName replica = PoolName.replica(name, joined.size() + 1);
            RenewablePool connections = pools.apply(replica, address);
            Pool pool = Pool.newInstance(connections);
            this.pools.add(pool);
            joined.add(new Replica(new Node(replica.node(), pool, false), connections::renew, config.maxLag()));
        }
        ReplicatedDatabase database = new ReplicatedDatabase(name, new Node(name, primary, true), joined, guard, outage, config, clock,
                System::nanoTime, registry);
        if (!joined.isEmpty()) {
            // Not in the context of a request that happens to find a new shard: its locals would stay for ever.
            VertxContext.getRootContext(vertx.getOrCreateContext())
                    .runOnContext(now -> vertx.setPeriodic(config.every().toMillis(), tick -> database.ask().subscribe().with(done -> {
                        // what was said is with the replicas
                    })));
        }
        return database;
    }

    @PreDestroy
    void close() {
        pools.forEach(Pool::closeAndForget);
    }
}
