package dev.groundswell.gateway.overload;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

import dev.groundswell.gateway.overload.Admission.Waiter;

/// Those of one priority who wait, in the order they came. Not thread-safe.
///
/// A line that has not been empty for long is no rush that passes: then who has waited for more than a moment is told to come back instead of being let in, so that
/// those who are let in have not waited long (the controlled delay of Nichols and Jacobson, as Facebook bounds its queues; Maurer, Fail at Scale, ACM Queue 2015).
final class Line {

    /// In a line that stands one may wait for this part of the time.
    private static final int SHORT = 10;

    private final SequencedMap<Waiter, Long> since = new LinkedHashMap<>();
    private final long longest;
    private long standing;

    /// @param longest nanoseconds that one may wait, and that a line may stand until it is one
    Line(long longest) {
        this.longest = longest;
    }

    boolean isEmpty() {
        return since.isEmpty();
    }

    void add(Waiter waiter, long now) {
        if (since.isEmpty()) {
            standing = now;
        }
        since.put(waiter, now);
    }

    /// Returns whether it was there.
    boolean remove(Waiter waiter) {
        return since.remove(waiter) != null;
    }

    Waiter last() {
        return since.lastEntry().getKey();
    }

    /// Whether it is too late for the first one.
    boolean isLate(long now) {
        return now - standing > longest && now - since.firstEntry().getValue() > longest / SHORT;
    }

    Waiter removeFirst() {
        return since.pollFirstEntry().getKey();
    }
}
