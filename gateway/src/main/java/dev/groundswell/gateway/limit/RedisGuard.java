package dev.groundswell.gateway.limit;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

import dev.groundswell.platform.breaker.BreakerName;
import dev.groundswell.platform.breaker.BreakerRule;
import dev.groundswell.platform.breaker.CircuitBreaker;

/// The way to Redis: a bound for each call, and a circuit breaker. Thread-safe.
///
/// No request tries whether Redis is back: [FleetMode] asks it twice a second anyway, and its answer closes the breaker.
@Singleton
class RedisGuard {

    /// Calls by which it is judged, and the share of them that may fail.
    private static final int CALLS = 10;
    private static final double FAILURES = 0.5;
    /// Beyond the bound, should the event loop itself not get round to it.
    private static final Duration STALL = Duration.ofSeconds(1);

    private final Redis redis;
    /// Connections and the bounds of calls are this event loop's. After a stall it reads what has come before it looks at the time, so that only Redis is ever late.
    private final ContextInternal loop;
    private final CircuitBreaker breaker;

    RedisGuard(Vertx vertx, Redis redis, LimitSettings settings, MeterRegistry registry) {
        this.redis = redis;
        this.loop = quiet((VertxInternal) vertx);
        this.breaker = new CircuitBreaker(new BreakerName("rate-limits", "Redis", "each gateway limits by itself"),
                new BreakerRule(CALLS, FAILURES, settings.pause()), failure -> !GcraScript.isUnknown(failure), registry);
    }

    /// The event loop that accepts connections, and has no requests: Redis' answers never wait behind those when there are too many of them.
    private static ContextInternal quiet(VertxInternal vertx) {
        return vertx.createEventLoopContext(vertx.getAcceptorEventLoopGroup().next(), vertx.getWorkerPool(),
                Thread.currentThread().getContextClassLoader());
    }

    /// Whether calls pass.
    boolean isClosed() {
        return breaker.isClosed();
    }

    /// Sends `request`, or fails at once while the breaker is open; completes on any thread, at the latest after `bound`. After a time-out it is unknown
    /// what became of the request.
    ///
    /// @param read makes of an answer what is waited for; it sees every answer, those that come too late as well
    <T> Future<T> call(Duration bound, Request request, Function<@Nullable Response, T> read) {
        return Future.fromCompletionStage(breaker
                .call(bound.plus(STALL), () -> Uni.createFrom().completionStage(() -> bounded(bound, request, read).toCompletionStage()))
                .subscribeAsCompletionStage());
    }

    private <T> Future<T> bounded(Duration bound, Request request, Function<@Nullable Response, T> read) {
        Promise<T> inTime = Promise.promise();
        loop.runOnContext(turn -> {
            long timer = loop.setTimer(bound.toMillis(), late -> inTime.tryFail(new TimeoutException("no answer within " + bound)));
            redis.send(request).map(read)
                    .onSuccess(inTime::tryComplete)
                    .onFailure(inTime::tryFail)
                    .onComplete(answered -> loop.owner().cancelTimer(timer));
        });
        return inTime.future();
    }
}
