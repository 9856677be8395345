package dev.groundswell.platform.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import dev.groundswell.platform.database.Uncancelled;
import dev.groundswell.platform.http.Deadline;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// Group commit: items that arrive while a commit runs share the next one. Nothing waits for company, so alone an item is committed at once.
///
/// Thread-safe; lives as long as the database's pool. Commits run one after the other on one event loop of this object's own.
///
/// @param <T> an item
/// @param <R> what became of it
public final class GroupCommit<T, R extends @Nullable Object> {

    private final Context context;
    private final Commit<T, R> commit;
    private final ToIntFunction<T> weight;
    private final Predicate<Throwable> nobodysFault;
    private final GroupCommitConfig config;
    private final DistributionSummary sizes;
    private final Queue<Waiting<T, R>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicBoolean running = new AtomicBoolean();

    /// Publishes `group_commit_items{commit}`, how many shared each commit, and `group_commit_waiting{commit}`.
    ///
    /// @param name tells this one's metrics from others'
    /// @param weight of an item, compared with [GroupCommitConfig#weight()]
    /// @param nobodysFault tells a failure that would meet every item, such as a database that is away, from one that a single item may have caused
    public GroupCommit(String name, Vertx vertx, Commit<T, R> commit, ToIntFunction<T> weight, Predicate<Throwable> nobodysFault,
            GroupCommitConfig config, MeterRegistry registry) {
        // Not the context of a request that happens to be the first: its locals would stay for ever.
        this.context = VertxContext.getRootContext(vertx.getOrCreateContext());
        this.commit = commit;
        this.weight = weight;
        this.nobodysFault = nobodysFault;
        this.config = config;
        this.sizes = DistributionSummary.builder("group.commit.items")
                .tag("commit", name)
                .description("Items that shared one commit")
                .register(registry);
        Gauge.builder("group.commit.waiting", waitingCount, AtomicInteger::get)
                .tag("commit", name)
                .description("Items that wait for the commit before theirs")
                .register(registry);
    }

    /// Writes all of the items, or none of them and fails.
    @FunctionalInterface
    public interface Commit<T, R extends @Nullable Object> {

        /// Emits what became of each item, in the order of the items, when all of it is durable.
        Uni<List<R>> commit(List<T> items);
    }

    /// Commits `item` with whatever else is waiting; completes on the caller's context when it is durable. An item that makes its group fail
    /// fails alone: the group is halved until it is found. After a time-out it is unknown whether the item was written. Fails with
    /// a 503 and nothing written when too many are waiting. An item whose
    /// commit cannot begin within [GroupCommitConfig#patience()] fails with a time-out and is not written, and neither is one whose request's [Deadline] is
    /// over by then.
    public Uni<R> join(T item) {
        return Uni.createFrom()
                .emitter(emitter -> enter(new Waiting<>(item, emitter, Vertx.currentContext(), Deadline.current(), System.nanoTime())));
    }

    /// Fails everybody who still waits for a commit to begin with `failure`, with nothing written. Returns at once.
    public void dismiss(Throwable failure) {
        context.runOnContext(now -> {
            Waiting<T, R> next;
            while ((next = waiting.poll()) != null) {
                waitingCount.decrementAndGet();
                next.fail(failure);
            }
        });
    }

    private void enter(Waiting<T, R> one) {
        if (waitingCount.incrementAndGet() > config.waiting()) {
            waitingCount.decrementAndGet();
            one.emitter().fail(
                    new Refusal(Problem.unavailable("Too many writes are waiting; please try again shortly."), Map.of("Retry-After", "1")));
            return;
        }
        waiting.add(one);
        begin();
    }

    private void begin() {
        if (!waiting.isEmpty() && running.compareAndSet(false, true)) {
            context.runOnContext(now -> commitNext());
        }
    }

    private void commitNext() {
        List<Waiting<T, R>> group = takeGroup();
        if (group.isEmpty()) {
            goOn();
            return;
        }
        sizes.record(group.size());
        var _ = commit(group).subscribe().with(done -> goOn());
    }

    private void goOn() {
        running.set(false);
        begin();
    }

    private List<Waiting<T, R>> takeGroup() {
        List<Waiting<T, R>> group = new ArrayList<>();
        int weighs = 0;
        Waiting<T, R> next;
        while (group.size() < config.items() && (next = waiting.peek()) != null) {
            if (System.nanoTime() - next.since() > config.patience().toNanos()) {
                waiting.remove();
                waitingCount.decrementAndGet();
                next.fail(new TimeoutException());
                continue;
            }
            if (next.deadline().isOver()) {
                waiting.remove();
                waitingCount.decrementAndGet();
                next.fail(Deadline.exceeded());
                continue;
            }
            weighs += weight.applyAsInt(next.item());
            if (weighs > config.weight() && !group.isEmpty()) {
                break;
            }
            group.add(next);
            waiting.remove();
        }
        waitingCount.addAndGet(-group.size());
        return group;
    }

    /// Completes when each of the group has its answer; does not fail.
    private Uni<Void> commit(List<Waiting<T, R>> group) {
        return Uncancelled.uni(() -> commit.commit(group.stream().map(Waiting::item).toList()))
                .ifNoItem()
                .after(config.patience())
                .fail()
                .invoke(results -> answer(group, results))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> divide(group, failure));
    }

    private Uni<Void> divide(List<Waiting<T, R>> group, Throwable failure) {
        if (group.size() == 1 || nobodysFault.test(failure)) {
            group.forEach(one -> one.fail(failure));
            return Uni.createFrom().voidItem();
        }
        int middle = group.size() / 2;
        return commit(group.subList(0, middle)).chain(() -> commit(group.subList(middle, group.size())));
    }

    private static <T, R extends @Nullable Object> void answer(List<Waiting<T, R>> group, List<R> results) {
        for (int i = 0; i < group.size(); i++) {
            group.get(i).complete(results.get(i));
        }
    }

    private record Waiting<T, R extends @Nullable Object>(T item, UniEmitter<? super R> emitter, @Nullable Context caller,
            Deadline deadline, long since) {

        void complete(R result) {
            onCallersContext(() -> emitter.complete(result));
        }

        void fail(Throwable failure) {
            onCallersContext(() -> emitter.fail(failure));
        }

        private void onCallersContext(Runnable answer) {
            if (caller == null) {
                answer.run();
            } else {
                caller.runOnContext(back -> answer.run());
            }
        }
    }
}
