package dev.groundswell.gateway.limit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/// What this process knows of callers, for when Redis does not answer and for when it need not be asked. Bounded; thread-safe.
///
/// Counts by Redis' time as it was last heard, so that what is decided here goes on where Redis stopped. Until Redis was heard, by this machine's.
final class Callers {

    private final Cache<String, Known> known;
    private final LongSupplier nanoTime;
    /// Microseconds by which Redis' clock is ahead of this process' own.
    private volatile long ahead;

    /// @param most callers that are remembered
    /// @param longest window: who has not asked for that long is as good as unknown
    Callers(int most, Duration longest, Clock clock, LongSupplier nanoTime) {
        this.known = Caffeine.newBuilder().maximumSize(most).expireAfterAccess(longest)
                // Its upkeep is done by whoever reads: to wake a thread for it costs more than it does.
                .executor(Runnable::run).build();
        this.nanoTime = nanoTime;
        this.ahead = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()) - time();
    }

    /// Microseconds by this process' own clock, which only runs forward.
    long time() {
        return TimeUnit.NANOSECONDS.toMicros(nanoTime.getAsLong());
    }

    /// One who has not come lately begins anew. Is to be asked for once a request: the look-up costs more than what is done with it.
    Known of(String key) {
        return known.get(key, unknown -> new Known());
    }

    /// A refusal, if Redis would certainly refuse; `null` when it has to be asked. Costs it nothing, however often somebody comes who may not.
    @Nullable
    Decision refusal(Rate rate, Known caller) {
        long time = time();
        return caller.isRefused(time) ? caller.refusal(rate, time, ahead) : null;
    }

    /// What Redis said of `whom`, who asked that in the same order, when it was asked at `sent`.
    void told(List<Known> whom, List<GcraScript.Asked> asked, GcraScript.Answer answer, long sent) {
        long heard = time();
        // Redis looked at its clock at some time between: what was told late says little about it.
        ahead = Math.clamp(ahead, answer.now() - heard, answer.now() - sent);
        for (int i = 0; i < asked.size(); i++) {
            whom.get(i).told(asked.get(i), answer.taken().get(i), answer.now(), sent, heard);
        }
    }

    /// Decides without Redis.
    Decision decide(Rate rate, Known caller) {
        return caller.decide(rate, time() + ahead);
    }
}
