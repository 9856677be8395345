package dev.groundswell.order.sharding;

import jakarta.inject.Singleton;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.sqlclient.Pool;

import dev.groundswell.platform.sharding.RoutingPool;

/// Puts the routing pool where Quarkus would make one for Hibernate's only database.
@Singleton
public class RoutedPools implements PgPoolCreator {

    private final Shards shards;

    RoutedPools(Shards shards) {
        this.shards = shards;
    }

    @Override
    public Pool create(Input input) {
        return new RoutingPool(shards::node,
                () -> shards.everyShard().stream().mapToInt(shard -> shard.pool().size()).sum());
    }
}
