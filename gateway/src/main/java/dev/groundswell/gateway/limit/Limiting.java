package dev.groundswell.gateway.limit;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import jakarta.inject.Singleton;

import io.vertx.core.Future;

import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.exchange.Step;
import dev.groundswell.gateway.route.Quota;
import dev.groundswell.platform.identity.Caller;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// The step that refuses whoever asks too often: by subject, or by network who is anonymous. Whatever the answer becomes, its fields tell where the caller stands.
@Singleton
public class Limiting implements Step {

    private final RateLimiter limiter;
    private final FleetMode mode;
    private final Map<Quota, RateLimitFields> fields = new EnumMap<>(Quota.class);

    Limiting(RateLimiter limiter, FleetMode mode, LimitSettings settings) {
        this.limiter = limiter;
        this.mode = mode;
        for (Quota quota : Quota.values()) {
            fields.put(quota, new RateLimitFields(settings.fields(), limiter.policy(quota)));
        }
    }

    @Override
    public Future<Answer> handle(Exchange exchange, Next next) {
        Mode now = mode.now();
        if (now == Mode.OFF) {
            return next.handle(exchange);
        }
        Caller caller = exchange.caller();
        Quota quota = caller != null && caller.admin() ? Quota.ADMIN : exchange.route().quota();
        Policy policy = limiter.policy(quota);
        Future<Decision> decision = limiter.decide(policy, caller == null ? policy.key(exchange.client()) : policy.key(caller));
        return decision.isComplete()
                ? decided(exchange, next, quota, policy, decision.result(), now)
                : decision.compose(made -> decided(exchange, next, quota, policy, made, now));
    }

    private Future<Answer> decided(Exchange exchange, Next next, Quota quota, Policy policy, Decision decision, Mode now) {
        boolean obeyed = now == Mode.ON;
        limiter.metrics().decided(policy, decision, obeyed);
        if (!obeyed) {
            return next.handle(exchange);
        }
        // On the answer itself, before anybody has one: kept answers and problems get them like any other.
        Objects.requireNonNull(fields.get(quota), "every quota has fields").addTo(exchange.request().response().headers(), decision);
        if (!decision.passed()) {
            throw refusal(policy, decision);
        }
        return next.handle(exchange);
    }

    private static Refusal refusal(Policy policy, Decision decision) {
        long seconds = RateLimitFields.retryAfter(decision);
        String detail = "At most " + policy.rate().quota() + " requests in " + policy.seconds() + " s; the next passes in " + seconds
                + " s.";
        return new Refusal(Problem.of("rate-limit-exceeded", "Rate limit exceeded", 429, detail),
                Map.of("Retry-After", Long.toString(seconds)));
    }
}
