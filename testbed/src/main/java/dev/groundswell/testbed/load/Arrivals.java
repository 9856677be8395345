package dev.groundswell.testbed.load;

import java.util.concurrent.atomic.AtomicLong;

/// When each arrival of an open model was meant to start: arrival i at the first one's time plus i / rate. The generator may be late, because it shares
/// its machine with the shop; what it is late by is the shop's customers' wait and counts. Thread-safe.
final class Arrivals {
    /// Gatling starts users at whole milliseconds: by so much a punctual one may be off.
    private static final long TICK_NANOS = 2_000_000;

    private final double nanosBetween;
    private final AtomicLong count = new AtomicLong();
    /// The earliest time the first arrival can have been meant for, as seen so far.
    private final AtomicLong origin = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong mostLate = new AtomicLong();

    Arrivals(double rate) {
        this.nanosBetween = 1e9 / rate;
    }

    /// The time from which the arrival that starts now is to be measured: now when it is punctual, else when it was meant to start.
    ///
    /// @param now of [System#nanoTime()]
    long intended(long now) {
        long offset = Math.round(count.getAndIncrement() * nanosBetween);
        // An arrival cannot be early: if this one seems so, it was the first one that was late.
        long start = origin.accumulateAndGet(now - offset, (known, seen) -> known == Long.MAX_VALUE ? seen : Math.min(known, seen));
        long late = now - (start + offset);
        if (late <= TICK_NANOS) {
            return now;
        }
        mostLate.accumulateAndGet(late, Math::max);
        return start + offset;
    }

    /// Nanoseconds by which the latest arrival was late, 0 when all were punctual.
    long mostLate() {
        return mostLate.get();
    }
}
