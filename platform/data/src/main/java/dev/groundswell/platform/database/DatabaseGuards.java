package dev.groundswell.platform.database;

import java.util.function.Predicate;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

/// Makes what guards the primaries of a service, all by the rules of [DatabaseGuardConfig].
@Singleton
public class DatabaseGuards {

    private final DatabaseConfig database;
    private final DatabaseGuardConfig config;
    private final Vertx vertx;
    private final MeterRegistry registry;

    /// Fails with the setting's name when one is not possible.
    DatabaseGuards(DatabaseConfig database, DatabaseGuardConfig config, Vertx vertx, MeterRegistry registry) {
        require(config.share() > 0 && config.share() <= 1, "share", "above 0 and at most 1", config.share());
        require(config.bound().toMillis() > 0, "bound", "at least 1 ms", config.bound());
        require(config.longBound().compareTo(config.bound()) >= 0, "long-bound",
                "no shorter than groundswell.database-guard.bound, which is " + config.bound(), config.longBound());
        this.database = database;
        this.config = config;
        this.vertx = vertx;
        this.registry = registry;
    }

    /// To be called once for each primary.
    ///
    /// @param name of the database, in metrics and tokens
    /// @param part as the log calls it: `shard orders_0`
    /// @param renewal has its pool begin anew, when the guard gives it up: calls that hang have taken their connections with them, and those may never
    ///     answer even when the database does
    /// @param outage tells a database that is away, or too slow, from a statement it refuses
    public DatabaseGuard guard(String name, String part, Runnable renewal, Predicate<Throwable> outage) {
        int requests = Math.max(1, (int) (database.connections() * config.share()));
        DatabaseGuard guard = new DatabaseGuard(name, part, config, new Turnstile(requests, database.patience(), vertx),
                new Turnstile(Math.max(1, requests / 2), config.longBound(), vertx), outage, registry);
        guard.whenOpen(renewal);
        return guard;
    }

    private static void require(boolean holds, String setting, String rule, Object was) {
        if (!holds) {
            throw new IllegalArgumentException("groundswell.database-guard." + setting + ": must be " + rule + "; was " + was);
        }
    }
}
