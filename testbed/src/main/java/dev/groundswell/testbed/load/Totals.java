package dev.groundswell.testbed.load;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

import org.HdrHistogram.Histogram;

/// What some requests came to.
///
/// @param times of the answers 2xx, in nanoseconds from the intended start
/// @param limited answers 429
/// @param errors by kind: another status, or `unanswered`
record Totals(Histogram times, long limited, Map<String, Long> errors) {
    static Totals sum(Collection<Totals> parts) {
        Histogram times = new Histogram(3);
        long limited = 0;
        Map<String, Long> errors = new TreeMap<>();
        for (Totals part : parts) {
            times.add(part.times());
            limited += part.limited();
            part.errors().forEach((kind, count) -> errors.merge(kind, count, Long::sum));
        }
        return new Totals(times, limited, errors);
    }

    long good() {
        return times.getTotalCount();
    }

    long bad() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    long requests() {
        return good() + limited + bad();
    }

    /// Milliseconds that so many percent of the good answers took at most; 0 when there were none.
    double millis(double percentile) {
        return good() == 0 ? 0 : times.getValueAtPercentile(percentile) / 1e6;
    }

    double meanMillis() {
        return good() == 0 ? 0 : times.getMean() / 1e6;
    }

    double maxMillis() {
        return good() == 0 ? 0 : times.getMaxValue() / 1e6;
    }
}
