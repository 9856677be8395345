package dev.groundswell.platform.cache;

import java.time.Clock;
import java.time.Instant;

/// How long what is known may be shown. Thread-safe.
///
/// The promise is that 10 s after a change nobody is shown what was before, though nobody told of it and the writer's copy was lost. A value that the origin
/// confirmed at `t` is believed when it is found in Redis until `t + 5 s`; memory that took it then shows it for 5 s: until `t + 10 s` at the latest. Each
/// bound is counted from `t`, and taking a value over from Redis or showing it because the origin is slow never moves `t`. Only an origin
/// that fails makes it longer, by [CacheConfig#staleIfError()].
final class Freshness {

    /// For callers who take what was filled at any time.
    static final long ANY = Long.MIN_VALUE;

    private final Clock clock;
    private final long memoryFor;
    private final long believed;
    private final long staleIfError;

    Freshness(Clock clock, CacheConfig config) {
        this.clock = clock;
        this.memoryFor = config.memoryFor().toMillis();
        this.believed = config.believed().toMillis();
        this.staleIfError = config.staleIfError().toMillis();
    }

    /// Milliseconds since the epoch.
    long now() {
        return clock.millis();
    }

    /// When memory that takes `known` now has to ask again.
    long untilInMemory(Known<?> known) {
        return Math.min(now() + memoryFor, known.asOf() + memoryFor + believed);
    }

    /// Whether a copy from Redis will do, without the origin.
    boolean isBelieved(Known<?> copy) {
        return isYoungerThan(believed, copy);
    }

    /// Whether `known` may be shown while the origin is slow, as far as its age goes.
    boolean mayStandInForSlow(Known<?> known) {
        return isYoungerThan(memoryFor + believed, known);
    }

    /// Whether `known` may be shown when the origin fails.
    boolean mayStandInForFailed(Known<?> known) {
        return isYoungerThan(staleIfError, known);
    }

    /// Whether `known` was asked for after `since`. Within the same millisecond nobody can tell.
    static boolean isFilledAfter(Known<?> known, long since) {
        return since == ANY || (known.confirmed() && known.asOf() > since);
    }

    static long millis(Instant since) {
        return since.isBefore(Instant.EPOCH) ? ANY : since.toEpochMilli();
    }

    /// A clock that was set back must not lengthen anything.
    private boolean isYoungerThan(long most, Known<?> known) {
        long age = now() - known.asOf();
        return age < most && age >= -Floors.CLOCKS_DIFFER;
    }
}
