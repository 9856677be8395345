package dev.groundswell.platform.database;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;

import dev.groundswell.platform.context.CallersContext;
import dev.groundswell.platform.http.Deadline;

/// Lets only so many run at once; the others wait in the order in which they came. Not to be cancelled. Thread-safe.
final class Turnstile {

    private final int most;
    private final Duration patience;
    private final Vertx vertx;
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

    Turnstile(int most, Duration patience, Vertx vertx) {
        this.most = most;
        this.patience = patience;
        this.vertx = vertx;
    }

    /// Runs `work` on the caller's context as soon as there is room, and holds the room until it has ended. Fails with a time-out when there was none in
    /// time, and as [Deadline#exceeded()] when the caller's time was over by then; in both cases nothing has begun.
    <T extends @Nullable Object> Uni<T> pass(Supplier<Uni<T>> work) {
        if (waiting.isEmpty() && enter()) {
            return inside(work);
        }
        Deadline deadline = Deadline.current();
        return CallersContext.back(room()).chain(() -> inside(() -> deadline.isOver() ? Deadline.exceeded().asUni() : work.get()));
    }

    int waiting() {
        return waitingCount.get();
    }

    private <T extends @Nullable Object> Uni<T> inside(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(work::get).onTermination().invoke(this::leave);
    }

    private Uni<Void> room() {
        return Uni.createFrom().emitter(emitter -> {
            Waiting one = new Waiting(emitter, new AtomicBoolean());
            waitingCount.incrementAndGet();
            long timer = vertx.setTimer(Math.max(1, patience.toMillis()), late -> giveUp(one));
            one.emitter.onTermination(() -> vertx.cancelTimer(timer));
            waiting.add(one);
            letIn();
        });
    }

    private void giveUp(Waiting one) {
        if (one.take()) {
            waitingCount.decrementAndGet();
            one.emitter.fail(new TimeoutException());
        }
    }

    private void leave() {
        inside.decrementAndGet();
        letIn();
    }

    /// Who has given up still stands in the queue.
    private void letIn() {
        while (!waiting.isEmpty() && enter()) {
            Waiting next = waiting.poll();
            if (next != null && next.take()) {
                waitingCount.decrementAndGet();
                next.emitter.complete(null);
            } else {
                inside.decrementAndGet();
            }
        }
    }

    private boolean enter() {
        int now;
        do {
            now = inside.get();
            if (now >= most) {
                return false;
            }
        } while (!inside.compareAndSet(now, now + 1));
        return true;
    }

    /// @param taken whether it has been let in, or has given up
    private record Waiting(UniEmitter<? super Void> emitter, AtomicBoolean taken) {

        boolean take() {
            return taken.compareAndSet(false, true);
        }
    }
}
