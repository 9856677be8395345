package dev.groundswell.gateway.limit;

import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import dev.groundswell.gateway.route.Quota;

/// Decides whether a caller's request may go on. Thread-safe, one for all event loops.
///
/// While Redis answers, a decision is Redis', for all gateways together; but whom it has refused until some time is refused here until then. While it does not,
/// each process decides by itself, beginning with what it was last told.
@Singleton
class RateLimiter {

    private final Map<Quota, Policy> policies = new EnumMap<>(Quota.class);
    private final RedisGuard redis;
    private final Callers callers;
    private final SharedCalls calls;
    private final LimitMetrics metrics;

    /// @throws IllegalArgumentException for a setting that cannot be
    @Inject
    RateLimiter(Vertx vertx, LimitSettings settings, RedisGuard redis, Clock clock, MeterRegistry registry) {
        this(vertx, settings, redis, clock, System::nanoTime, registry);
    }

    RateLimiter(Vertx vertx, LimitSettings settings, RedisGuard redis, Clock clock, LongSupplier nanoTime, MeterRegistry registry) {
        require("budget", settings.budget().compareTo(Duration.ofMillis(1)) >= 0, "at least 1 ms", settings.budget());
        require("tick", !settings.tick().isNegative(), "no negative time", settings.tick());
        require("batch", settings.batch() >= 1, "at least 1", settings.batch());
        require("remembered", settings.remembered() >= 0, "at least 0", settings.remembered());
        policies.put(Quota.ORDERS, Policy.of("orders", settings.orders().quota(), settings.orders().window()));
        policies.put(Quota.BROWSE, Policy.of("browse", settings.browse().quota(), settings.browse().window()));
        policies.put(Quota.ADMIN, Policy.of("admin", settings.admin().quota(), settings.admin().window()));
        Duration longest = Collections.max(List.of(settings.orders().window(), settings.browse().window(), settings.admin().window()));
        this.redis = redis;
        this.metrics = new LimitMetrics(registry, List.copyOf(policies.values()));
        this.callers = new Callers(settings.remembered(), longest, clock, nanoTime);
        this.calls = new SharedCalls(vertx, redis, callers, metrics, settings);
    }

    Policy policy(Quota quota) {
        return Objects.requireNonNull(policies.get(quota), "every quota has a policy");
    }

    LimitMetrics metrics() {
        return metrics;
    }

    /// Completes at once or on the caller's context, at the latest a tick and the budget later, and never fails.
    Future<Decision> decide(Policy policy, String key) {
        Known caller = callers.of(key);
        Decision refusal = callers.refusal(policy.rate(), caller);
        if (refusal != null) {
            return Future.succeededFuture(refusal);
        }
        if (!redis.isClosed()) {
            metrics.decidedLocally(policy);
            return Future.succeededFuture(callers.decide(policy.rate(), caller));
        }
        return calls.decide(policy, key, caller);
    }

    private static void require(String setting, boolean holds, String what, Object was) {
        if (!holds) {
            throw new IllegalArgumentException("groundswell.limits." + setting + " must be " + what + ", was " + was);
        }
    }
}
