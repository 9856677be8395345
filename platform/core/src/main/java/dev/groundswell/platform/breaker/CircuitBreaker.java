package dev.groundswell.platform.breaker;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
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

/// Calls to one part, each with a bound, refused at once while most of them fail; after a pause one call tries again, and its success lets all pass.
///
/// Publishes `circuit_breaker_state{name}` and logs an incident once when it begins and once when it ends. Thread-safe; lives as long as the way to the
/// part.
public final class CircuitBreaker {

    private static final Logger LOG = Logger.getLogger(CircuitBreaker.class);
    private static final int CLOSED = 0;
    private static final int HALF_OPEN = 1;
    private static final int OPEN = 2;

    private final BreakerName name;
    private final Guard breaker;
    private final AtomicInteger state = new AtomicInteger(CLOSED);
    /// Whether the incident has been told: while a part is away the breaker changes between open and half-open every pause.
    private final AtomicBoolean told = new AtomicBoolean();
    private final List<Runnable> whenOpen = new CopyOnWriteArrayList<>();

    /// @param failure tells a part that is away, or too slow, from one that says no; whatever it does not recognise counts as a success
    public CircuitBreaker(BreakerName name, BreakerRule rule, Predicate<Throwable> failure, MeterRegistry registry) {
        this.name = name;
        this.breaker = Guard.create()
                .withCircuitBreaker()
                .when(failure)
                .requestVolumeThreshold(rule.calls())
                .failureRatio(rule.failureRatio())
                .delay(rule.pause().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(1)
                .onStateChange(this::changed)
                .done()
                .build();
        Gauge.builder("circuit.breaker.state", state, AtomicInteger::get)
                .tag("name", name.metric())
                .description("Whether calls pass: 0 closed (all do), 1 half-open (one tries), 2 open (none does)")
                .register(registry);
    }

    /// Runs `work`, or fails at once while the breaker is open; emits on any thread, at the latest after `bound`, when `work` is cancelled and it is
    /// unknown what became of it. Not to be nested: the one call that may try the part again would refuse its own second part.
    public <T extends @Nullable Object> Uni<T> call(Duration bound, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> guarded(() -> work.get().ifNoItem().after(bound).fail()));
    }

    /// Whether calls pass. Who can do without goes another way while they do not, and leaves it to others to try.
    public boolean isClosed() {
        return state.get() == CLOSED;
    }

    /// Has `action` run each time the breaker opens, on any thread; it must not wait.
    public void whenOpen(Runnable action) {
        whenOpen.add(action);
    }

    /// The raw class spares a look at generic types at run time, which a native executable does not have.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private <T extends @Nullable Object> Uni<T> guarded(Supplier<Uni<T>> work) {
        return (Uni<T>) breaker.get(() -> (Uni) work.get(), Uni.class);
    }

    private void changed(CircuitBreakerState now) {
        switch (now) {
            case CLOSED -> {
                state.set(CLOSED);
                told.set(false);
                LOG.infof("%s is back: its circuit breaker is closed", name.part());
            }
            case HALF_OPEN -> {
                state.set(HALF_OPEN);
                LOG.debugf("%s: one call tries whether it is back", name.part());
            }
            case OPEN -> {
                state.set(OPEN);
                if (told.getAndSet(true)) {
                    LOG.debugf("%s is still away", name.part());
                } else {
                    LOG.warnf("%s is away or slow: its circuit breaker is open, %s until it is back", name.part(), name.meanwhile());
                }
                whenOpen.forEach(Runnable::run);
            }
        }
    }
}
