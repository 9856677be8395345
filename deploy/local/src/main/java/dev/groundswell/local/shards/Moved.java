package dev.groundswell.local.shards;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a run has done.
///
/// @param slots those that have changed their owner, or whose move has been ended
/// @param orders how many have left
/// @param pauses how long writes to each slot were refused, in nanoseconds; of slots fenced by an earlier run nobody knows
/// @param late changes that came after the fence and are not at the new place: a writer does not hold its slot
record Moved(List<Integer> slots, long orders, List<Long> pauses, long late) {
    static final Moved NOTHING = new Moved(List.of(), 0, List.of(), 0);

    private static final double NANOS_PER_MILLI = 1e6;

    Moved {
        slots = List.copyOf(slots);
        pauses = List.copyOf(pauses);
    }

    Moved and(Moved other) {
        List<Integer> both = new ArrayList<>(slots);
        both.addAll(other.slots);
        List<Long> times = new ArrayList<>(pauses);
        times.addAll(other.pauses);
        return new Moved(both, orders + other.orders, times, late + other.late);
    }

    /// `240 slots moved, 12,345 orders, write pause a slot: median 8 ms, p99 21 ms, longest 30 ms`
    String summary() {
        String what = String.format(Locale.ROOT, "%d %s moved, %,d %s", slots.size(), slots.size() == 1 ? "slot" : "slots", orders,
                orders == 1 ? "order" : "orders");
        if (late > 0) {
            what += String.format(Locale.ROOT, ", %,d late changes lost", late);
        }
        if (pauses.isEmpty()) {
            return what;
        }
        List<Long> sorted = pauses.stream().sorted().toList();
        return what + ", write pause a slot: median " + millis(quantile(sorted, 0.5)) + ", p99 " + millis(quantile(sorted, 0.99))
                + ", longest "
                + millis(sorted.getLast());
    }

    private static long quantile(List<Long> sorted, double share) {
        return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * share)));
    }

    private static String millis(long nanos) {
        double millis = nanos / NANOS_PER_MILLI;
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%,.0f ms", millis);
    }
}
