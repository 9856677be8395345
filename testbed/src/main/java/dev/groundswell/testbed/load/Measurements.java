package dev.groundswell.testbed.load;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// Counts and times what the virtual customers are answered. Gatling's own log knows milliseconds and the moment a request was sent; these are nanoseconds
/// from the moment it was meant to start, within a tenth of a percent. Recording is wait-free; reading is for one thread at a time.
final class Measurements {
    private static final int DIGITS = 3;
    static final String UNANSWERED = "unanswered";

    private static final long UNSET = Long.MIN_VALUE;

    private final Map<Operation, Tally> tallies = new EnumMap<>(Operation.class);
    private final LongAdder started = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final AtomicLong firstStart = new AtomicLong(UNSET);
    private final LongAccumulator lastEnd = new LongAccumulator(Math::max, UNSET);

    Measurements() {
        for (Operation operation : Operation.values()) {
            tallies.put(operation, new Tally());
        }
    }

    void started() {
        if (firstStart.get() == UNSET) {
            var _ = firstStart.compareAndSet(UNSET, System.nanoTime());
        }
        started.increment();
    }

    /// @param nanos since the intended start
    void answered(Operation operation, int status, long nanos) {
        end();
        Tally tally = of(operation);
        if (status >= 200 && status < 300) {
            tally.times.recordValue(Math.max(nanos, 0));
        } else if (status == 429) {
            tally.limited.increment();
        } else {
            tally.error(Integer.toString(status));
        }
    }

    void unanswered(Operation operation) {
        end();
        of(operation).error(UNANSWERED);
    }

    /// What was measured so far, by operation that was used.
    synchronized Map<Operation, Totals> totals() {
        Map<Operation, Totals> totals = new EnumMap<>(Operation.class);
        tallies.forEach((operation, tally) -> {
            Totals so = tally.totals();
            if (so.requests() > 0) {
                totals.put(operation, so);
            }
        });
        return totals;
    }

    /// Requests begun and neither answered nor given up: at the end of a run those that its end cut off.
    long inFlight() {
        return started.sum() - ended.sum();
    }

    /// From the first request's start to the last one's end so far.
    Duration elapsed() {
        long start = firstStart.get();
        long end = lastEnd.get();
        return start == UNSET || end == UNSET ? Duration.ZERO : Duration.ofNanos(end - start);
    }

    private void end() {
        ended.increment();
        lastEnd.accumulate(System.nanoTime());
    }

    private Tally of(Operation operation) {
        return Objects.requireNonNull(tallies.get(operation), "made for each operation");
    }

    private static final class Tally {
        private final Recorder times = new Recorder(DIGITS);
        private final Histogram all = new Histogram(DIGITS);
        private final LongAdder limited = new LongAdder();
        private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();

        void error(String kind) {
            errors.computeIfAbsent(kind, first -> new LongAdder()).increment();
        }

        Totals totals() {
            all.add(times.getIntervalHistogram());
            Map<String, Long> kinds = new TreeMap<>();
            errors.forEach((kind, count) -> kinds.put(kind, count.sum()));
            return new Totals(all.copy(), limited.sum(), kinds);
        }
    }
}
