package dev.groundswell.platform.cache;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/// What was told of changes: the version below which a key is outdated, and moments before which nothing is trusted. Thread-safe.
///
/// Moments are counted, for what happens in this process; what comes from others is compared by their clocks, which may differ from ours by
/// [#CLOCKS_DIFFER].
///
/// A floor lasts for [#LASTS], longer than anything outdated can be shown, or until [#MOST] younger ones have come. Then everything that was asked for
/// before it is suspect: a load may have been under way for longer.
final class Floors {

    /// Milliseconds.
    static final long CLOCKS_DIFFER = 1_000;
    /// Milliseconds.
    static final long LASTS = 30_000;
    /// A floor takes some 200 bytes.
    static final int MOST = 1 << 14;

    private static final Suspicion NONE = new Suspicion(0, Long.MIN_VALUE);

    private final Map<String, Floor> floors = new ConcurrentHashMap<>();
    /// In the order in which they were raised; some have been raised again since.
    private final Deque<Raised> raised = new ArrayDeque<>();
    private final AtomicLong moments = new AtomicLong();
    private volatile Suspicion suspicion = NONE;

    /// A new moment.
    long next() {
        return moments.incrementAndGet();
    }

    /// `key` is of `version` at least; returns the moment of it. Without a version all that was asked for before is suspect.
    ///
    /// @param now milliseconds since the epoch
    synchronized long raise(String key, long version, long now) {
        Suspicion here = new Suspicion(next(), now);
        floors.compute(key, (same, floor) -> version == 0
                ? new Floor(floor == null ? 0 : floor.version, here, here)
                : new Floor(floor == null ? version : Math.max(version, floor.version), here, floor == null ? NONE : floor.suspicion));
        raised.add(new Raised(key, here));
        forget(now);
        return here.moment;
    }

    /// All that was asked for before now is suspect.
    synchronized void suspectAll(long now) {
        suspicion = suspicion.later(new Suspicion(next(), now));
    }

    /// Whether what this process was told is not known to be outdated.
    boolean allow(String key, Known<?> known) {
        // Suspicion is looked at last: it stands for floors that have just been forgotten.
        Floor floor = floors.get(key);
        return (floor == null || floor.allows(known)) && known.moment() >= suspicion.moment;
    }

    /// Whether a copy that somebody else may have made is not known to be outdated.
    boolean allowCopy(String key, Known<?> copy) {
        Floor floor = floors.get(key);
        return (floor == null || floor.allowsCopy(copy)) && suspicion.allowsCopy(copy);
    }

    /// Whether nothing was told of `key` after `moment`.
    boolean isQuietSince(String key, long moment) {
        Floor floor = floors.get(key);
        return (floor == null || moment > floor.raised.moment) && moment >= suspicion.moment;
    }

    private void forget(long now) {
        @Nullable
        Raised oldest;
        while ((oldest = raised.peek()) != null && (raised.size() > MOST || oldest.at.millis < now - LASTS)) {
            raised.remove();
            Floor floor = floors.get(oldest.key);
            if (floor != null && Objects.equals(floor.raised, oldest.at)) {
                suspicion = suspicion.later(oldest.at);
                floors.remove(oldest.key);
            }
        }
    }

    /// @param millis since the epoch
    private record Suspicion(long moment, long millis) {

        Suspicion later(Suspicion other) {
            return new Suspicion(Math.max(moment, other.moment), Math.max(millis, other.millis));
        }

        boolean allowsCopy(Known<?> copy) {
            return copy.asOf() > millis + CLOCKS_DIFFER;
        }
    }

    private record Floor(long version, Suspicion raised, Suspicion suspicion) {

        boolean allows(Known<?> known) {
            return known.moment() >= suspicion.moment
                    && (known.entry().version() >= version || (known.isUnversionedAbsence() && known.moment() >= raised.moment));
        }

        boolean allowsCopy(Known<?> copy) {
            return suspicion.allowsCopy(copy)
                    && (copy.entry().version() >= version || (copy.isUnversionedAbsence() && raised.allowsCopy(copy)));
        }
    }

    private record Raised(String key, Suspicion at) {}
}
