package dev.groundswell.platform.outbox;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.role.NotAWorker;

/// Looks for forgotten rows once a second. Every worker may: a claim gives each row to one of them.
@ApplicationScoped
public class OutboxSweeper {

    private static final Logger LOG = Logger.getLogger(OutboxSweeper.class);

    /// A sweep that hangs longer is given up, so that the next tick can serve the other databases; its claims run out by themselves.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int BEFORE_THE_LAST_STEPS = 0;

    private final Outboxes outboxes;
    /// Those whose last sweep failed: an incident is told once, not once a second.
    private final Set<Outbox> failing = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    OutboxSweeper(Outboxes outboxes) {
        this.outboxes = outboxes;
    }

    /// Pools are closed before the scheduler stops, and the process's last steps wait for what a sweep has begun.
    void stop(@Observes @Priority(BEFORE_THE_LAST_STEPS) ShutdownEvent shutdown) {
        stopping = true;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = NotAWorker.class)
    Uni<Void> sweep() {
        if (stopping) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(outboxes.all())
                .onItem()
                .transformToUniAndMerge(this::sweep)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /// A database that is away must not keep the others' rows waiting.
    private Uni<Void> sweep(Outbox outbox) {
        return outbox.sweep()
                .ifNoItem()
                .after(LONGEST)
                .fail()
                .invoke(() -> failing.remove(outbox))
                .onFailure()
                .invoke(failure -> tell(outbox, failure))
                .onFailure()
                .recoverWithNull();
    }

    private void tell(Outbox outbox, Throwable failure) {
        if (failing.add(outbox) && !stopping) {
            LOG.warnf("outbox: sweeps fail, rows wait in the table: %s", failure.getMessage());
        }
    }
}
