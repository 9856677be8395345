package dev.groundswell.platform.consistency;

import java.util.List;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.arc.DefaultBean;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.database.DatabaseGuard;
import dev.groundswell.platform.database.DatabasePools;
import dev.groundswell.platform.outage.Outages;

/// Gives a service with one database the choice of its replicas, which are reached as the primary is; a sharded service joins its shards itself and
/// excludes this bean (`quarkus.arc.exclude-types`).
class SingleReplicatedDatabase {

    @Produces
    @DefaultBean
    @Singleton
    ReplicatedDatabase database(ReplicatedDatabases databases, Pool primary, DatabaseGuard guard, Outages outages, ConsistencyConfig config,
            DatabasePools pools,
            @ConfigProperty(name = "quarkus.datasource.username") String username,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        String name = config.database().orElseThrow(() -> new IllegalStateException("groundswell.replicas.database is not set"));
        return databases.join(name, primary, config.addresses().orElse(List.of()),
                (replica, url) -> pools.open(replica, url, username, password), guard, outages::isOutage);
    }
}
