package dev.groundswell.platform.outbox;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/// Looks for forgotten rows once a second. Every instance may: a claim gives each row to one of them.
@ApplicationScoped
public class OutboxSweeper {

    private static final Logger LOG = Logger.getLogger(OutboxSweeper.class);

    private final Outboxes outboxes;

    OutboxSweeper(Outboxes outboxes) {
        this.outboxes = outboxes;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return Multi.createFrom()
                .iterable(outboxes.all())
                .onItem()
                .transformToUniAndMerge(OutboxSweeper::sweep)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /// A database that is away must not keep the others' rows waiting.
    private static Uni<Void> sweep(Outbox outbox) {
        return outbox.sweep().onFailure().invoke(failure -> LOG.warnf("outbox: sweep failed: %s", failure.getMessage())).onFailure()
                .recoverWithNull();
    }
}
