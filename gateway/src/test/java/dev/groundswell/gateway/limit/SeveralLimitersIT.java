package dev.groundswell.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;

import dev.groundswell.gateway.route.Quota;
import dev.groundswell.gateway.service.Surroundings;

/// One to eight gateways count together, in real time on a real Redis, and are judged by the times that it decided at.
@QuarkusTest
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class SeveralLimitersIT {

    private static final long MILLIS = 1_000;

    @Inject
    Redis redis;
    @Inject
    Vertx vertx;

    private final String key = "test:" + UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({"1, 7, 100", "2, 1, 13", "3, 50, 300", "5, 13, 40", "8, 97, 250"})
    void togetherTheyLetPassNoMoreThanOneWould(int instances, int quota, long window) throws Exception {
        Policy policy = policy(new Rate(quota, window * MILLIS));
        NotedRedis noted = new NotedRedis(redis);
        List<RateLimiter> limiters = limiters(instances, noted);
        Random random = new Random(quota);
        List<CompletableFuture<Decision>> asked = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(4 * window);
        while (System.nanoTime() < end) {
            for (int burst = random.nextInt(6); burst >= 0; burst--) {
                asked.add(ask(limiters.get(random.nextInt(instances)), policy));
            }
            LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(3)));
        }

        long passed = 0;
        for (CompletableFuture<Decision> decision : asked) {
            passed += decision.get(10, TimeUnit.SECONDS).passed() ? 1 : 0;
        }

        List<NotedRedis.Passed> judged = noted.passed();
        assertThat(passed).isEqualTo(judged.stream().mapToLong(NotedRedis.Passed::count).sum()).isGreaterThan(quota);
        assertKept(policy.rate(), judged);
    }

    @Test
    void whoKeepsToTheRateIsNeverRefusedWhoeverIsAsked() throws Exception {
        Policy policy = policy(new Rate(4, 40 * MILLIS));
        List<RateLimiter> limiters = limiters(8, redis);
        Random random = new Random(4);
        List<CompletableFuture<Decision>> asked = new ArrayList<>();
        long next = System.nanoTime();
        for (int request = 0; request < 120; request++) {
            // A request's decision is made later than it is asked, by up to a tick and a call: the burst of four covers that.
            next = Math.max(next + TimeUnit.MILLISECONDS.toNanos(10), System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(1));
            while (System.nanoTime() < next) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
            Decision decision = ask(limiters.get(random.nextInt(8)), policy).get(10, TimeUnit.SECONDS);
            next = System.nanoTime();
            asked.add(CompletableFuture.completedFuture(decision));
        }

        assertThat(asked).allMatch(decision -> decision.join().passed());
    }

    @Test
    void whoWasRefusedCostsRedisNothingUntilHisTimeComes() throws Exception {
        Duration window = Duration.ofMinutes(1);
        Policy policy = policy(new Rate(1, TimeUnit.NANOSECONDS.toMicros(window.toNanos())));
        NotedRedis noted = new NotedRedis(redis);
        AtomicLong ahead = new AtomicLong();
        RateLimiter limiter = limiter(noted, Settings.PATIENT, () -> System.nanoTime() + ahead.get());
        assertThat(ask(limiter, policy).get().passed()).isTrue();
        assertThat(ask(limiter, policy).get().passed()).isFalse();
        int calls = noted.calls();

        for (int flood = 0; flood < 1_000; flood++) {
            assertThat(ask(limiter, policy).get().passed()).isFalse();
        }

        assertThat(noted.calls()).isEqualTo(calls);
        // His time has come by this process' clock, and by Redis' it has not: Redis decides again.
        ahead.set(window.toNanos());
        assertThat(ask(limiter, policy).get().passed()).isFalse();
        assertThat(noted.calls()).isEqualTo(calls + 1);
    }

    @Test
    void whoWaitsAsLongAsHeWasToldPasses() throws Exception {
        Policy policy = policy(new Rate(1, 200 * MILLIS));
        RateLimiter limiter = limiters(1, redis).getFirst();
        Decision decision = ask(limiter, policy).get();
        // More than once only where the machine stands still in between.
        while (decision.passed()) {
            decision = ask(limiter, policy).get();
        }

        long due = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(decision.untilOne());
        while (System.nanoTime() < due) {
            LockSupport.parkNanos(due - System.nanoTime());
        }

        assertThat(ask(limiter, policy).get().passed()).isTrue();
    }

    @Test
    void requestsThatComeTogetherShareACall() throws Exception {
        Policy policy = policy(new Rate(1_000, 60_000 * MILLIS));
        NotedRedis noted = new NotedRedis(redis);
        RateLimiter limiter = limiters(1, noted).getFirst();
        assertThat(ask(limiter, policy).get().passed()).isTrue();
        int before = noted.calls();

        List<CompletableFuture<Decision>> asked = IntStream.range(0, 200).mapToObj(request -> ask(limiter, policy)).toList();
        for (CompletableFuture<Decision> decision : asked) {
            assertThat(decision.get().passed()).isTrue();
        }

        assertThat(asked.stream().map(decision -> decision.join().remaining()).distinct()).hasSize(200);
        assertThat(noted.calls() - before).isLessThan(20);
    }

    @Test
    void whoComesAloneWaitsForAQuarterOfATick() throws Exception {
        Duration tick = Duration.ofSeconds(2);
        RateLimiter limiter = limiter(redis, Settings.PATIENT.tick(tick));
        Policy policy = limiter.policy(Quota.BROWSE);
        long begun = System.nanoTime();

        assertThat(ask(limiter, policy).get().passed()).isTrue();
        assertThat(ask(limiter, policy).get().passed()).isTrue();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(tick.dividedBy(4), tick.multipliedBy(9).dividedBy(10));
    }

    @Test
    void aCallIsForSoManyCallersAtMost() throws Exception {
        NotedRedis noted = new NotedRedis(redis);
        RateLimiter limiter = limiter(noted, Settings.PATIENT.batch(10));
        Policy policy = limiter.policy(Quota.BROWSE);

        List<CompletableFuture<Decision>> asked = IntStream.range(0, 100)
                .mapToObj(caller -> limiter.decide(policy, key + caller).toCompletionStage().toCompletableFuture()).toList();
        for (CompletableFuture<Decision> decision : asked) {
            assertThat(decision.get(10, TimeUnit.SECONDS).remaining()).isEqualTo(999);
        }

        assertThat(noted.calls()).isGreaterThanOrEqualTo(10);
    }

    private CompletableFuture<Decision> ask(RateLimiter limiter, Policy policy) {
        return limiter.decide(policy, key).toCompletionStage().toCompletableFuture();
    }

    private List<RateLimiter> limiters(int instances, Redis used) {
        return IntStream.range(0, instances).mapToObj(instance -> limiter(used, Settings.PATIENT)).toList();
    }

    private RateLimiter limiter(Redis used, LimitSettings settings) {
        return limiter(used, settings, System::nanoTime);
    }

    private RateLimiter limiter(Redis used, LimitSettings settings, LongSupplier nanoTime) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        return new RateLimiter(vertx, settings, new RedisGuard(vertx, used, settings, registry), Clock.systemUTC(), nanoTime, registry);
    }

    private static Policy policy(Rate rate) {
        return new Policy("orders", rate, "");
    }

    /// From any decision to any later one.
    private static void assertKept(Rate rate, List<NotedRedis.Passed> judged) {
        for (int first = 0; first < judged.size(); first++) {
            long count = 0;
            for (int last = first; last < judged.size(); last++) {
                count += judged.get(last).count();
                long t = judged.get(last).at() - judged.get(first).at();
                assertThat(count * rate.window()).isLessThanOrEqualTo(rate.quota() * (rate.window() + t));
            }
        }
    }
}
