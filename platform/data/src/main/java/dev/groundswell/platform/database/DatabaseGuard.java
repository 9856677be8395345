package dev.groundswell.platform.database;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.breaker.BreakerName;
import dev.groundswell.platform.breaker.BreakerRule;
import dev.groundswell.platform.breaker.CircuitBreaker;
import dev.groundswell.platform.context.CallersContext;
import dev.groundswell.platform.http.Deadline;

/// Keeps requests from waiting for a database that is away: a bound for each call, and a circuit breaker that refuses calls at once while most fail.
/// Leaves connections to others: requests have a share of them, and those beyond it wait here and not in the pool's queue.
///
/// For what a client waits for. Consumers, sweeps and jobs go past it: they have the time to find out for themselves. Thread-safe.
public final class DatabaseGuard {

    private final CircuitBreaker breaker;
    private final Duration bound;
    private final Duration longBound;
    private final Turnstile room;
    private final Turnstile longRoom;

    /// @param room for requests
    /// @param longRoom for those of them that may take long: others find room besides them
    /// @param outage tells a database that is away, or too slow, from a statement it refuses
    DatabaseGuard(String name, String part, DatabaseGuardConfig config, Turnstile room, Turnstile longRoom, Predicate<Throwable> outage,
            MeterRegistry registry) {
        this.breaker = new CircuitBreaker(new BreakerName(name, part, "requests are refused at once"),
                new BreakerRule(config.calls(), config.failureRatio(), config.pause()), outage, registry);
        this.bound = config.bound();
        this.longBound = config.longBound();
        this.room = room;
        this.longRoom = longRoom;
        Gauge.builder("database.requests.waiting", () -> room.waiting() + longRoom.waiting())
                .tag("database", name)
                .description("Requests' calls that wait for one of the connections that requests may use")
                .register(registry);
    }

    /// Runs `work`, or fails at once while the breaker is open; completes on the caller's context, at the latest after the bound. After a time-out
    /// it is unknown what became of the work. Not to be nested: the one call that may try a database again would refuse its own second part.
    ///
    /// When the request's [Deadline] is over, the work does not begin; when it is over meanwhile, the request is answered and the work runs to its end.
    public <T extends @Nullable Object> Uni<T> call(Supplier<Uni<T>> work) {
        return call(bound, () -> room.pass(work));
    }

    /// As [#call], with the longer bound for what writes up to a thousand things. Has at most half of the requests' share, so that a few that hang on a lock
    /// do not keep everybody out.
    public <T extends @Nullable Object> Uni<T> callLong(Supplier<Uni<T>> work) {
        return call(longBound, () -> longRoom.pass(() -> room.pass(work)));
    }

    /// As [#call], for work that shares its connection with that of others, as a group commit does: it takes none of the requests' share.
    public <T extends @Nullable Object> Uni<T> callShared(Supplier<Uni<T>> work) {
        return call(bound, work);
    }

    private <T extends @Nullable Object> Uni<T> call(Duration longest, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> Deadline.current().bound(longest, CallersContext.back(
                Uncancelled.uni(() -> breaker.call(longest, () -> Uncancelled.uni(work))))));
    }

    /// Has `action` run each time the breaker opens, on any thread; it must not wait.
    public void whenOpen(Runnable action) {
        breaker.whenOpen(action);
    }
}
