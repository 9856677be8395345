package dev.groundswell.gateway.limit;

/// So many requests in so long a time, as the generic cell rate algorithm counts them; [GcraScript] is the same in Redis. Pure.
///
/// A request passes when the theoretical arrival time behind it is at most a window ahead. So of requests at t₁ … tₙ that passed, n·w/q ≤ tₙ − t₁ + w: in no closed
/// interval of t pass more than q + q·t/w, and whoever keeps to that is never refused. Both hold exactly, since nothing is ever rounded: times are whole
/// microseconds and q-th parts of one.
///
/// @param quota requests, all of which may come at once
/// @param window microseconds in which the quota comes back
record Rate(long quota, long window) {

    /// Up to here a double, which is what Redis' scripts count with, is exact.
    private static final long MOST_PARTS = 1L << 53;

    /// @throws IllegalArgumentException for a rate that cannot be counted exactly
    Rate {
        if (quota < 1 || window < 1 || quota > MOST_PARTS / 2 / window) {
            throw new IllegalArgumentException(
                    "a quota must be at least 1, its window at least 1 µs, and their product at most 2^52, were " + quota + " and "
                            + window);
        }
    }

    /// What becomes of requests that come together.
    ///
    /// @param passed so many of them, the first ones
    record Taken(Tat tat, int passed) {}

    /// Counts `asked` requests at `now`, one after the other.
    Taken take(Tat tat, long now, int asked) {
        Tat before = at(tat, now);
        int passed = (int) Math.min(asked, available(before, now));
        long parts = before.rest() + passed * window;
        return new Taken(new Tat(before.whole() + parts / quota, parts % quota), passed);
    }

    /// How many would pass at `now`.
    long available(Tat tat, long now) {
        Tat from = at(tat, now);
        return ((now + window - from.whole()) * quota - from.rest()) / window;
    }

    /// Microseconds from `now` until one more passes; 0 when it passes now.
    long untilOne(Tat tat, long now) {
        Tat from = at(tat, now);
        long due = from.whole() - window + Math.ceilDiv(window + from.rest(), quota);
        return Math.max(0, due - now);
    }

    /// Microseconds from `now` until the whole quota is there; 0 when it is.
    long untilAll(Tat tat, long now) {
        Tat from = at(tat, now);
        return from.whole() - now + (from.rest() > 0 ? 1 : 0);
    }

    /// Who has not asked for long gains nothing by it. Further ahead than a window it can only be when the clock was set back: nobody waits for that.
    private Tat at(Tat tat, long now) {
        if (tat.whole() < now) {
            return new Tat(now, 0);
        }
        return tat.whole() >= now + window ? new Tat(now + window, 0) : tat;
    }
}
