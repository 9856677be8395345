package dev.groundswell.platform.job;

import java.util.List;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.arc.DefaultBean;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.database.DatabaseGuard;

/// Tells where the jobs of a service with one database run; a sharded service brings its own bean and excludes this one (`quarkus.arc.exclude-types`).
class SingleJobDatabase {

    @Produces
    @DefaultBean
    @Singleton
    JobDatabases databases(@ConfigProperty(name = "groundswell.replicas.database", defaultValue = "default") String name, Pool database,
            DatabaseGuard guard) {
        List<JobDatabase> only = List.of(new JobDatabase(name, database, guard));
        return () -> only;
    }
}
