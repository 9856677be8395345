package dev.groundswell.pricing.testing;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.testing.statements.NotedStatements;

/// The statements the service prepares on its pool. Of the outbox' those that insert count; the others come by the clock.
@Singleton
public class Statements {

    private final NotedStatements statements = new NotedStatements();

    /// Runs `work` and answers how many statements it took.
    public int during(Runnable work) {
        return (int) statements.during(work).stream()
                .filter(statement -> statement.startsWith("INSERT INTO outbox") || !statement.contains("outbox"))
                .count();
    }

    @Produces
    @Alternative
    @Priority(1)
    @Singleton
    Pool pool(io.vertx.sqlclient.Pool real) {
        return statements.on(real);
    }
}
