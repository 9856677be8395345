package dev.groundswell.order.sharding;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.consistency.ReplicatedDatabase;
import dev.groundswell.platform.database.CallersContext;
import dev.groundswell.platform.database.Uncancelled;

/// Keeps requests from waiting for a shard that is away: a bound for each call, and a circuit breaker that refuses calls at once while most fail.
///
/// For what a client waits for. Consumers, sweeps and jobs go past it: they have the time to find out for themselves. Thread-safe.
public final class ShardGuard implements ReplicatedDatabase.Way {

    private static final Logger LOG = Logger.getLogger(ShardGuard.class);
    private static final int CLOSED = 0;
    private static final int HALF_OPEN = 1;
    private static final int OPEN = 2;

    private final String name;
    private final ShardingConfig.Breaker config;
    private final Guard breaker;
    private final AtomicInteger state = new AtomicInteger(CLOSED);
    /// Whether the incident has been told: while a shard is away the breaker changes between open and half-open every second or so.
    private final AtomicInteger told = new AtomicInteger(CLOSED);
    private final List<Runnable> whenOpen = new CopyOnWriteArrayList<>();

    /// @param outage tells a shard that is away, or too slow, from a statement it refuses
    ShardGuard(String name, ShardingConfig.Breaker config, Predicate<Throwable> outage, MeterRegistry registry) {
        this.name = name;
        this.config = config;
        this.breaker = Guard.create()
                .withCircuitBreaker()
                .when(outage)
                .requestVolumeThreshold(config.calls())
                .failureRatio(config.failureRatio())
                .delay(config.pause().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(1)
                .onStateChange(this::changed)
                .done()
                .build();
        Gauge.builder("circuit.breaker.state", state, AtomicInteger::get)
                .tag("name", name)
                .description("Whether calls pass: 0 closed (all do), 1 half-open (one tries), 2 open (none does)")
                .register(registry);
    }

    /// Runs `work`, or fails at once while the breaker is open; completes on the caller's context, at the latest after the bound. After a time-out
    /// it is unknown what became of the work. Not to be nested: the one call that may try a shard again would refuse its own second part.
    @Override
    public <T extends @Nullable Object> Uni<T> call(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> CallersContext.back(guarded(work)));
    }

    /// Has `action` run each time the breaker opens, on any thread; it must not wait.
    public void whenOpen(Runnable action) {
        whenOpen.add(action);
    }

    /// The raw class spares a look at generic types at run time, which a native executable does not have.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private <T extends @Nullable Object> Uni<T> guarded(Supplier<Uni<T>> work) {
        return (Uni<T>) breaker.get(() -> (Uni) bounded(work), Uni.class);
    }

    private <T extends @Nullable Object> Uni<T> bounded(Supplier<Uni<T>> work) {
        return Uncancelled.uni(work).ifNoItem().after(config.bound()).fail();
    }

    private void changed(CircuitBreakerState now) {
        switch (now) {
            case CLOSED -> {
                state.set(CLOSED);
                told.set(CLOSED);
                LOG.infof("shard %s is back: its circuit breaker is closed", name);
            }
            case HALF_OPEN -> {
                state.set(HALF_OPEN);
                LOG.debugf("shard %s: one call tries whether it is back", name);
            }
            case OPEN -> {
                state.set(OPEN);
                if (told.getAndSet(OPEN) == CLOSED) {
                    LOG.warnf("shard %s is away: its circuit breaker is open, requests are refused at once until it is back", name);
                } else {
                    LOG.debugf("shard %s is still away", name);
                }
                whenOpen.forEach(Runnable::run);
            }
        }
    }
}
