package dev.groundswell.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

/// What a process knows of callers, in virtual time. Redis' clock is another one.
class CallersTest {

    private static final Rate RATE = new Rate(10, 10_000_000);
    private static final long REDIS = 5_000_000_000_000L;

    private final AtomicLong micros = new AtomicLong(1_000_000);
    private final Callers callers = new Callers(100, Duration.ofSeconds(10),
            Clock.fixed(Instant.ofEpochSecond(1_764_000_000), ZoneOffset.UTC),
            () -> TimeUnit.MICROSECONDS.toNanos(micros.get()));

    @Test
    void whoIsUnknownHasAllOfTheQuota() {
        for (int request = 0; request < 10; request++) {
            assertThat(callers.decide(RATE, callers.of("new")).passed()).isTrue();
        }
        assertThat(callers.decide(RATE, callers.of("new")).passed()).isFalse();
        micros.addAndGet(1_000_000);
        assertThat(callers.decide(RATE, callers.of("new")).passed()).isTrue();
    }

    @Test
    void goesOnWhereRedisStopped() {
        Tat tat = told("one", Tat.NEVER, 8, 0);

        assertThat(callers.decide(RATE, callers.of("one")).remaining()).isEqualTo(1);
        assertThat(callers.decide(RATE, callers.of("one")).remaining()).isZero();
        assertThat(callers.decide(RATE, callers.of("one")).passed()).isFalse();
        assertThat(tat.whole()).isEqualTo(REDIS + 8_000_000);
    }

    @Test
    void whatWasCountedHereIsNotForgottenWhenRedisIsBack() {
        Tat tat = told("one", Tat.NEVER, 1, 0);
        for (int request = 0; request < 9; request++) {
            assertThat(callers.decide(RATE, callers.of("one")).passed()).isTrue();
        }

        var _ = told("one", tat, 1, 0);

        assertThat(callers.decide(RATE, callers.of("one")).passed()).isFalse();
    }

    @Test
    void whoWasRefusedIsRefusedUntilHisTimeAndNoLonger() {
        var _ = told("one", Tat.NEVER, 11, 3_000);

        // Redis was asked 3 ms ago and may have decided just then: a second after that it could let one pass.
        micros.addAndGet(1_000_000 - 3_000 - 1);
        Decision refusal = Objects.requireNonNull(callers.refusal(RATE, callers.of("one")));
        assertThat(refusal.passed()).isFalse();
        assertThat(refusal.remaining()).isZero();
        // Or it decided only now: who is told to wait passes even then.
        assertThat(refusal.untilOne()).isEqualTo(3_001);

        micros.addAndGet(1);
        assertThat(callers.refusal(RATE, callers.of("one"))).isNull();
    }

    @Test
    void whoWasNotRefusedIsNotKnownToBe() {
        assertThat(callers.refusal(RATE, callers.of("one"))).isNull();
        var _ = told("one", Tat.NEVER, 10, 0);
        assertThat(callers.refusal(RATE, callers.of("one"))).isNull();
    }

    @Test
    void fewerAreRememberedThanCome() {
        Callers few = new Callers(5, Duration.ofSeconds(10), Clock.systemUTC(), System::nanoTime);
        for (int caller = 0; caller < 1_000; caller++) {
            assertThat(few.decide(RATE, few.of("caller-" + caller)).passed()).isTrue();
        }
    }

    /// Redis, asked so long ago, has just answered.
    private Tat told(String key, Tat before, int count, long took) {
        List<GcraScript.Asked> asked = List.of(new GcraScript.Asked(key, RATE, count));
        Rate.Taken taken = RATE.take(before, REDIS, count);
        callers.told(List.of(callers.of(key)), asked, new GcraScript.Answer(REDIS, List.of(taken)), micros.get() - took);
        return taken.tat();
    }
}
