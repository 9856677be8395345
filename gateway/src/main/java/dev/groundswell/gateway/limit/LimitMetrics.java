package dev.groundswell.gateway.limit;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Publishes `ratelimit_decisions_total{class,outcome}`, `ratelimit_local_decisions_total{class}` and `ratelimit_redis_calls_total{outcome}`. Thread-safe.
final class LimitMetrics {

    private final Map<String, OfClass> classes;
    private final Counter answered;
    private final Counter unanswered;

    LimitMetrics(MeterRegistry registry, List<Policy> policies) {
        this.classes = policies.stream().collect(Collectors.toMap(Policy::name, policy -> OfClass.of(policy.name(), registry)));
        Function<String, Counter> calls = outcome -> Counter.builder("ratelimit.redis.calls")
                .tag("outcome", outcome)
                .description("Calls to Redis, each for the decisions of a tick: answered in time, or not")
                .register(registry);
        this.answered = calls.apply("answered");
        this.unanswered = calls.apply("unanswered");
    }

    /// A request was decided.
    ///
    /// @param obeyed whether a refusal holds
    void decided(Policy policy, Decision decision, boolean obeyed) {
        OfClass counters = of(policy);
        Counter counter = decision.passed() ? counters.passed() : obeyed ? counters.refused() : counters.dark();
        counter.increment();
    }

    void decidedLocally(Policy policy) {
        of(policy).local().increment();
    }

    void called(boolean inTime) {
        (inTime ? answered : unanswered).increment();
    }

    private OfClass of(Policy policy) {
        OfClass counters = classes.get(policy.name());
        if (counters == null) {
            throw new IllegalStateException("nobody counts " + policy.name());
        }
        return counters;
    }

    private record OfClass(Counter passed, Counter refused, Counter dark, Counter local) {

        static OfClass of(String name, MeterRegistry registry) {
            Function<String, Counter> decisions = outcome -> Counter.builder("ratelimit.decisions")
                    .tag("class", name)
                    .tag("outcome", outcome)
                    .description("Requests that passed, were refused, or would have been refused (dark)")
                    .register(registry);
            Counter local = Counter.builder("ratelimit.local.decisions")
                    .tag("class", name)
                    .description("Decisions that this process made alone, because Redis did not answer in time")
                    .register(registry);
            return new OfClass(decisions.apply("passed"), decisions.apply("refused"), decisions.apply("dark"), local);
        }
    }
}
