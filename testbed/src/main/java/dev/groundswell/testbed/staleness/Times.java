package dev.groundswell.testbed.staleness;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.HdrHistogram.Histogram;

/// For how long readers were served old values, by the kind of the door. Thread-safe.
final class Times {

    private static final int[] UP_TO_MILLIS = {0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000};

    private final Map<String, Histogram> byKind = new TreeMap<>();
    private final Histogram all = new Histogram(3);

    synchronized void add(String kind, long nanos) {
        byKind.computeIfAbsent(kind, first -> new Histogram(3)).recordValue(nanos);
        all.recordValue(nanos);
    }

    /// `p50 0.0 ms, p99 12.3 ms, maximum 40.1 ms (6000 looks)`
    synchronized String words() {
        return words(all);
    }

    /// A line for each kind.
    synchronized String byKind() {
        StringBuilder lines = new StringBuilder();
        byKind.forEach((kind, times) -> lines.append(String.format(Locale.ROOT, "  %-28s %s%n", kind, words(times))));
        return lines.toString();
    }

    /// How many looks were served nothing old, old values for up to 1 ms, up to 2 ms and so on.
    synchronized String histogram() {
        StringBuilder line = new StringBuilder();
        long from = -1;
        for (int millis : UP_TO_MILLIS) {
            long upTo = millis * 1_000_000L;
            long within = all.getCountBetweenValues(from + 1, upTo);
            if (within > 0) {
                line.append(millis == 0 ? "none" : "≤ " + millis + " ms").append(": ").append(within).append("  ");
            }
            from = all.highestEquivalentValue(upTo);
        }
        long beyond = all.getTotalCount() - all.getCountBetweenValues(0, from);
        return line + (beyond > 0 ? "longer: " + beyond : "").strip();
    }

    private static String words(Histogram times) {
        return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms, maximum %.1f ms (%d looks)", times.getValueAtPercentile(50) / 1e6,
                times.getValueAtPercentile(99) / 1e6, times.getMaxValue() / 1e6, times.getTotalCount());
    }
}
