package dev.groundswell.catalog;

import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.testing.statements.NotedStatements;

/// The statements the service prepares on its pool.
@Singleton
public class Statements {

    private final NotedStatements statements = new NotedStatements();
    private final HeldAnswers held = new HeldAnswers();

    /// Runs `work` and answers which statements there were meanwhile that have `part` in them.
    public List<String> during(Runnable work, String part) {
        return statements.during(work).stream().filter(statement -> statement.contains(part)).toList();
    }

    /// Runs `work` and answers how many there were. Of the outbox' those that insert count; the others come by the clock.
    public int count(Runnable work) {
        return (int) statements.during(work).stream()
                .filter(statement -> statement.startsWith("INSERT INTO outbox") || !statement.contains("outbox"))
                .count();
    }

    /// Lets the database answer the next statement that has `part` in it, and keeps the answer from whoever asked.
    ///
    /// @return what lets it go
    public HeldAnswers.Held hold(String part) {
        return held.next(part);
    }

    @Produces
    @Alternative
    @Priority(1)
    @Singleton
    Pool pool(io.vertx.sqlclient.Pool real) {
        return statements.on(held.on(real));
    }
}
