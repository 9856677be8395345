package dev.groundswell.platform.batching;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import dev.groundswell.platform.http.Deadline;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// Reads of single things that share a load: what is asked for in one tick of an event loop is read together, and what is asked for while a load runs is
/// read together by the next one. There is no timer, so alone a call is loaded at the end of its tick.
///
/// - **Freshness.** A call is answered by a load that began after the call was made. Nobody joins a load that has begun.
/// - **One load at a time**, of at most [BatcherConfig#keys()] keys, each once, in the order in which they were first asked for. Calls of one tick share a
///   load unless there are too many keys, or a load of calls from another event loop begins in between.
/// - **Failure.** A key that fails fails its own callers. A load that fails, or is not back within [BatcherConfig#patience()], fails all who share it,
///   with the same failure; nothing is tried again here.
/// - **Contexts.** A load runs in a Vert.x context of its own, on the event loop of the first who waits for it: what callers keep in theirs (log fields,
///   traces, what a client has seen) is not there. Each caller is answered on its own context.
/// - **Deadlines.** A call ends at the latest with its request's [Deadline], as one that was cancelled.
/// - **Cancelling** a call leaves the others alone. A load that has begun runs to its end; a key that nobody waits for any more is not loaded. Until then
///   a cancelled call keeps its place among the waiting.
///
/// Thread-safe, one for all event loops; lives as long as what it reads from.
///
/// @param <K> a key, with `equals` and `hashCode`
/// @param <V> what is read
public final class Batcher<K, V> {

    private final Load<K, V> load;
    private final BatcherConfig config;
    /// To wait for a load and for its end.
    private final Duration longest;
    /// For callers that have no context.
    private final Context fallback;
    private final Counter calls;
    private final DistributionSummary keys;
    private final Queue<Call<K, V>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicBoolean running = new AtomicBoolean();

    /// Publishes `batched_calls_total{batcher}`, `batched_calls_waiting{batcher}` and `batched_load_keys{batcher}`, whose count is that of the loads.
    ///
    /// @param name tells this one's metrics from others'
    public Batcher(String name, Vertx vertx, Load<K, V> load, BatcherConfig config, MeterRegistry registry) {
        this.load = load;
        this.config = config;
        this.longest = config.patience().multipliedBy(2);
        // Whoever makes this may do it in a request, whose context would be kept.
        this.fallback = VertxContext.getRootContext(vertx.getOrCreateContext());
        this.calls = Counter.builder("batched.calls")
                .tag("batcher", name)
                .description("Reads of single things that were let in, to wait for their load")
                .register(registry);
        this.keys = DistributionSummary.builder("batched.load.keys")
                .tag("batcher", name)
                .description("Different keys that shared one load")
                .register(registry);
        Gauge.builder("batched.calls.waiting", waitingCount, AtomicInteger::get)
                .tag("batcher", name)
                .description("Reads that wait for their load to begin")
                .register(registry);
    }

    /// Reads many things at once.
    @FunctionalInterface
    public interface Load<K, V> {

        /// Emits what there is for each of the keys; one that is not in the map is absent. Is called with different keys, at least one, on an event loop,
        /// which it must not block. What it emits must be no older than the call.
        Uni<Map<K, Loaded<V>>> load(List<K> keys);
    }

    /// Emits what there is for `key`, or nothing. Fails with what the key or its load failed with, with a time-out when its load did not begin or end in
    /// time, and with a 503 when too many are waiting.
    public Uni<Optional<V>> load(K key) {
        return Uni.createFrom()
                .deferred(() -> Deadline.current()
                        .bound(longest, Uni.createFrom().emitter(emitter -> enter(new Call<>(key, emitter, Vertx.currentContext())))));
    }

    /// Emits what there is for each of the keys, in their order and each once; what is absent is not in the map. Each key is a call of its own: they may
    /// be read by several loads, and the first that fails fails all of this.
    public Uni<Map<K, V>> loadAll(Collection<K> keys) {
        List<K> asked = List.copyOf(new LinkedHashSet<>(keys));
        if (asked.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Uni.join().all(asked.stream().map(this::load).toList()).andFailFast().map(found -> inOrder(asked, found));
    }

    private static <K, V> Map<K, V> inOrder(List<K> asked, List<Optional<V>> found) {
        Map<K, V> present = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            K key = asked.get(i);
            found.get(i).ifPresent(value -> present.put(key, value));
        }
        return present;
    }

    private void enter(Call<K, V> call) {
        if (waitingCount.incrementAndGet() > config.waiting()) {
            waitingCount.decrementAndGet();
            call.emitter.fail(
                    new Refusal(Problem.unavailable("Too many reads are waiting; please try again shortly."), Map.of("Retry-After", "1")));
            return;
        }
        call.emitter.onTermination(() -> call.ended.set(true));
        waiting.add(call);
        calls.increment();
        begin();
    }

    /// The event loop of the first who waits finishes its tick before it begins the load, so that the load has all that is asked for in this tick.
    private void begin() {
        Call<K, V> first = waiting.peek();
        if (first != null && running.compareAndSet(false, true)) {
            ownContext(first.caller == null ? fallback : first.caller).runOnContext(endOfTick -> loadNext());
        }
    }

    private static Context ownContext(Context loop) {
        Context own = Objects.requireNonNull(VertxContext.createNewDuplicatedContext(loop), "there is one for each context");
        VertxContextSafetyToggle.setContextSafe(own, true);
        return own;
    }

    private void loadNext() {
        Map<K, List<Call<K, V>>> group = takeGroup();
        if (group.isEmpty()) {
            goOn();
            return;
        }
        keys.record(group.size());
        var _ = uncancelled(List.copyOf(group.keySet()))
                .ifNoItem()
                .after(config.patience())
                .fail()
                .invoke(found -> answer(group, found))
                .onFailure()
                .invoke(failure -> fail(group, failure))
                .subscribe()
                .with(done -> goOn(), failed -> goOn());
    }

    private void goOn() {
        running.set(false);
        begin();
    }

    private Map<K, List<Call<K, V>>> takeGroup() {
        Map<K, List<Call<K, V>>> group = new LinkedHashMap<>();
        Call<K, V> next;
        while ((next = waiting.peek()) != null && (group.size() < config.keys() || group.containsKey(next.key))) {
            waiting.remove();
            waitingCount.decrementAndGet();
            if (next.waitedNanos() > config.patience().toNanos()) {
                next.fail(new TimeoutException());
            } else if (!next.ended.get()) {
                group.computeIfAbsent(next.key, first -> new ArrayList<>()).add(next);
            }
        }
        return group;
    }

    /// The time-out stops waiting for a load but does not cancel it: a session of Hibernate would give its connection back while the database still owes
    /// the answer.
    private Uni<Map<K, Loaded<V>>> uncancelled(List<K> wanted) {
        return Uni.createFrom()
                .emitter(emitter -> Uni.createFrom().deferred(() -> load.load(wanted)).subscribe().with(emitter::complete, emitter::fail));
    }

    private static <K, V> void answer(Map<K, List<Call<K, V>>> group, Map<K, Loaded<V>> found) {
        group.forEach((key, calls) -> {
            Loaded<V> loaded = found.get(key);
            calls.forEach(call -> call.answer(loaded));
        });
    }

    private static <K, V> void fail(Map<K, List<Call<K, V>>> group, Throwable failure) {
        group.values().forEach(calls -> calls.forEach(call -> call.fail(failure)));
    }

    /// @param ended whether it was cancelled or has been answered
    private record Call<K, V>(K key, UniEmitter<? super Optional<V>> emitter, @Nullable Context caller, AtomicBoolean ended, long since) {

        Call(K key, UniEmitter<? super Optional<V>> emitter, @Nullable Context caller) {
            this(key, emitter, caller, new AtomicBoolean(), System.nanoTime());
        }

        long waitedNanos() {
            return System.nanoTime() - since;
        }

        void answer(@Nullable Loaded<V> loaded) {
            switch (loaded) {
                case null -> complete(Optional.empty());
                case Loaded.Found<V> found -> complete(Optional.of(found.value()));
                case Loaded.Failed<V> failed -> fail(failed.failure());
            }
        }

        void fail(Throwable failure) {
            onCallersContext(() -> emitter.fail(failure));
        }

        private void complete(Optional<V> value) {
            onCallersContext(() -> emitter.complete(value));
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
