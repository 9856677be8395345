package dev.groundswell.platform.consuming;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.context.CallersContext;
import dev.groundswell.platform.progress.Underway;

/// Repeats the steps of one batch until passing faults are over, however long that takes, and tells each incident once.
final class Patience {

    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    /// Orders are to settle within half a minute of the return of what was away, over three services one after the other.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private final Underway batch;
    private final Executor where;

    /// Steps run on the caller's event loop.
    Patience(Underway batch) {
        this.batch = batch;
        this.where = CallersContext.executor();
    }

    /// Completes when the work does; fails with what does not pass.
    ///
    /// @param bound of one attempt. One that takes longer counts as a passing fault and is cancelled: the statement or transaction it is in runs on
    /// beside the next attempt, what would have followed it does not. Work has to bear both.
    Uni<Void> with(Supplier<Uni<Void>> work, Duration bound, Predicate<Throwable> passing) {
        AtomicInteger failures = new AtomicInteger();
        return Uni.createFrom()
                .deferred(work::get)
                .runSubscriptionOn(where)
                .ifNoItem()
                .after(bound)
                .failWith(() -> new NoEnd(bound))
                .onFailure(passing)
                .invoke(failure -> failed(failures, failure))
                .onFailure(passing)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .onTermination()
                .invoke(() -> ended(failures.get()));
    }

    private void failed(AtomicInteger failures, Throwable failure) {
        if (failures.getAndIncrement() == 0 && batch.beginWaiting()) {
            LOG.warnf("%s: a batch waits for a fault to pass: %s", batch.channel(), failure.toString());
        }
    }

    private void ended(int failures) {
        if (failures > 0 && batch.endWaiting()) {
            LOG.infof("%s: the fault has passed, after %d attempts the batch goes on", batch.channel(), failures + 1);
        }
    }

    private static final class NoEnd extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoEnd(Duration bound) {
            super("an attempt has not ended within " + bound);
        }
    }
}
