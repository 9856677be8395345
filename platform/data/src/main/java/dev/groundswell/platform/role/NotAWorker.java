package dev.groundswell.platform.role;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;

/// For `@Scheduled(skipExecutionIf = …)`: jobs are the work of workers. Thread-safe.
@Singleton
public class NotAWorker implements Scheduled.SkipPredicate {

    private final Role role;

    NotAWorker(@ConfigProperty(name = "groundswell.role") Role role) {
        this.role = role;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return role == Role.HTTP;
    }
}
