package dev.groundswell.platform.cache;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

import dev.groundswell.platform.breaker.BreakerName;
import dev.groundswell.platform.breaker.BreakerRule;
import dev.groundswell.platform.breaker.CircuitBreaker;

/// Keeps reads from waiting for a Redis that is away: a bound for each call, and a circuit breaker. Whatever a call fails with counts: without Redis
/// everything goes on. Thread-safe.
final class RedisGuard {

    /// Calls by which it is judged, and the share of them that may fail.
    private static final int CALLS = 10;
    private static final double FAILURES = 0.5;

    private final Redis redis;
    private final CircuitBreaker breaker;

    RedisGuard(Redis redis, Duration pause, MeterRegistry registry) {
        this.redis = redis;
        this.breaker = new CircuitBreaker(
                new BreakerName("redis-copies", "Redis", "what it kept is read from the databases"),
                new BreakerRule(CALLS, FAILURES, pause), failure -> true, registry);
    }

    /// Sends `request`, or fails at once while the breaker is open; emits on any thread, at the latest after `bound`. After a time-out it is unknown what
    /// became of the request.
    Uni<Response> send(Request request, Duration bound) {
        return breaker.call(bound, () -> Uni.createFrom().completionStage(() -> redis.send(request).toCompletionStage()));
    }
}
