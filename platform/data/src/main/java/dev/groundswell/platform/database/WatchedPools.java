package dev.groundswell.platform.database;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;

import dev.groundswell.platform.outage.Outages;

/// Makes the pool of a service with one database by the rules of [DatabaseConfig], where Quarkus would make one by its own, and what guards it. A service
/// with pools of its own excludes this bean (`quarkus.arc.exclude-types`).
@Singleton
public class WatchedPools implements PgPoolCreator {

    private final DatabasePools pools;
    private final PoolName name;
    private volatile @Nullable RenewablePool opened;

    WatchedPools(DatabasePools pools, @ConfigProperty(name = "groundswell.replicas.database") Optional<String> database) {
        this.pools = pools;
        this.name = PoolName.primary(database.orElse("default"));
    }

    @Override
    public Pool create(Input input) {
        List<PgConnectOptions> addresses = input.pgConnectOptionsList();
        if (addresses.size() != 1) {
            throw new IllegalArgumentException("quarkus.datasource.reactive.url: must be one address, was " + addresses.size());
        }
        RenewablePool pool = pools.open(name, addresses.getFirst());
        opened = pool;
        return pool;
    }

    @Produces
    @Singleton
    DatabaseGuard guard(DatabaseGuards guards, Outages outages) {
        return guards.guard(name.database(), "database " + name.database(), this::renew, outages::explain);
    }

    private void renew() {
        RenewablePool pool = opened;
        if (pool != null) {
            pool.renew();
        }
    }
}
