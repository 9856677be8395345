package dev.groundswell.platform.database;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;

/// Makes the pool of a service with one database by the rules of [DatabaseConfig], where Quarkus would make one by its own. A service with pools of its
/// own excludes this bean (`quarkus.arc.exclude-types`).
@Singleton
public class WatchedPools implements PgPoolCreator {

    private final DatabasePools pools;
    private final PoolName name;

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
        return pools.open(name, addresses.getFirst());
    }
}
