package dev.groundswell.platform.cache;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/// Keeps reads from waiting for a Redis that is away: a bound for each call, and a circuit breaker that refuses calls at once while most fail and lets one
/// try again after a pause. Thread-safe.
final class RedisGuard {

    private static final Logger LOG = Logger.getLogger(RedisGuard.class);
    /// Calls by which it is judged, and the share of them that may fail.
    private static final int CALLS = 10;
    private static final double FAILURES = 0.5;
    private static final int CLOSED = 0;
    private static final int HALF_OPEN = 1;
    private static final int OPEN = 2;

    private final Redis redis;
    private final Guard breaker;
    private final AtomicInteger state = new AtomicInteger(CLOSED);
    /// While Redis is away the breaker changes between open and half-open every pause.
    private final AtomicBoolean told = new AtomicBoolean();

    RedisGuard(Redis redis, Duration pause, MeterRegistry registry) {
        this.redis = redis;
        this.breaker = Guard.create()
                .withCircuitBreaker()
                .requestVolumeThreshold(CALLS)
                .failureRatio(FAILURES)
                .delay(pause.toMillis(), ChronoUnit.MILLIS)
                .successThreshold(1)
                .onStateChange(this::changed)
                .done()
                .build();
        Gauge.builder("circuit.breaker.state", state, AtomicInteger::get)
                .tag("name", "redis-copies")
                .description("Whether calls pass: 0 closed (all do), 1 half-open (one tries), 2 open (none does)")
                .register(registry);
    }

    /// Sends `request`, or fails at once while the breaker is open; emits on any thread, at the latest after `bound`. After a time-out it is unknown what
    /// became of the request. The raw class spares a look at generic types at run time, which a native executable does not have.
    @SuppressWarnings({"unchecked", "rawtypes"})
    Uni<Response> send(Request request, Duration bound) {
        return Uni.createFrom().deferred(() -> (Uni<Response>) breaker.get(() -> (Uni) bounded(request, bound), Uni.class));
    }

    private Uni<Response> bounded(Request request, Duration bound) {
        return Uni.createFrom().completionStage(() -> redis.send(request).toCompletionStage()).ifNoItem().after(bound).fail();
    }

    private void changed(CircuitBreakerState now) {
        switch (now) {
            case CLOSED -> {
                state.set(CLOSED);
                told.set(false);
                LOG.info("Redis is back: copies are read from it again");
            }
            case HALF_OPEN -> state.set(HALF_OPEN);
            case OPEN -> {
                state.set(OPEN);
                if (!told.getAndSet(true)) {
                    LOG.warn("Redis is away or slow: what it kept is read from the databases until it is back");
                }
            }
        }
    }
}
