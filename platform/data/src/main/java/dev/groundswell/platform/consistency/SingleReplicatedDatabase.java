package dev.groundswell.platform.consistency;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.database.DatabaseConfig;
import dev.groundswell.platform.database.PoolSettings;
import dev.groundswell.platform.outage.Outages;

/// Gives a service with one database the choice of its replicas, which are reached as the primary is; a sharded service joins its shards itself.
class SingleReplicatedDatabase {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final ReplicatedDatabase.Way STRAIGHT = new ReplicatedDatabase.Way() {
        @Override
        public <T extends @Nullable Object> Uni<T> call(Supplier<Uni<T>> work) {
            return work.get();
        }
    };

    @Produces
    @DefaultBean
    @Singleton
    ReplicatedDatabase database(ReplicatedDatabases databases, Pool primary, Outages outages, ConsistencyConfig config,
            DatabaseConfig watching, Vertx vertx,
            @ConfigProperty(name = "quarkus.datasource.username") String username,
            @ConfigProperty(name = "quarkus.datasource.password") String password,
            @ConfigProperty(name = "quarkus.datasource.reactive.max-size") int size,
            @ConfigProperty(name = "quarkus.datasource.reactive.idle-timeout") Duration idle) {
        PoolSettings settings = new PoolSettings(username, password, size, idle, PATIENCE);
        String name = config.database().orElseThrow(() -> new IllegalStateException("groundswell.replicas.database is not set"));
        return databases.join(name, primary, config.addresses().orElse(List.of()), url -> settings.pool(url, watching, vertx), STRAIGHT,
                outages::isOutage);
    }
}
