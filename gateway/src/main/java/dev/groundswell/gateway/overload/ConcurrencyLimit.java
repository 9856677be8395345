package dev.groundswell.gateway.overload;

import java.time.Duration;

/// How many requests a service gets at once: more while answers take about as long as they usually do, fewer when they take longer. Not thread-safe.
///
/// Additive increase, and a decrease by how much slower answers have become (as in the gradient of Netflix' concurrency-limits), once in a while over all
/// answers of it. What is usual is learnt, route by route, only from requests that came when few others were there; and when none did for long though
/// the limit is needed, it goes down to its least for a moment to find out (Envoy's adaptive concurrency; the ProbeRTT of BBR). So the queue that a long overload makes never
/// becomes what is usual, and a service that has really become slower is noticed.
final class ConcurrencyLimit {

    private static final long WINDOW = Duration.ofMillis(100).toNanos();
    private static final int LEAST_SAMPLES = 10;
    /// By how much the limit falls at most in one window.
    private static final double STEEPEST = 0.7;
    /// Without anybody who came alone for so long, what is usual is measured.
    private static final long UNKNOWN_AFTER = Duration.ofSeconds(30).toNanos();
    private static final int MEASURED = 20;

    private final int least;
    private final int most;
    private final double tolerance;
    private double limit;
    private double observed;
    private double expected;
    private int samples;
    private int peak;
    private long windowBegan;
    private long lastAlone;
    private int toMeasure;
    private int round;

    /// @param now of a clock in nanoseconds, as everywhere here
    ConcurrencyLimit(int least, int initial, int most, double tolerance, long now) {
        this.least = least;
        this.most = most;
        this.tolerance = tolerance;
        this.limit = initial;
        this.windowBegan = now;
        this.lastAlone = now;
    }

    /// How many requests may be there now.
    int value() {
        return toMeasure > 0 ? least : (int) limit;
    }

    /// That many are there, one more than before. Returns whether they are so few that what the newest takes tells what is usual.
    boolean entered(int inFlight) {
        peak = Math.max(peak, inFlight);
        return inFlight <= least;
    }

    /// A request took so long.
    ///
    /// @param alone what [#entered(int)] said of it
    /// @param inFlight how many are there now
    void took(Baseline baseline, long nanos, boolean alone, int inFlight, long now) {
        if (alone || baseline.nanos() == 0) {
            baseline.learn(nanos, round);
            lastAlone = alone ? now : lastAlone;
            toMeasure = Math.max(0, toMeasure - 1);
        }
        observed += nanos;
        expected += baseline.nanos();
        samples++;
        if (now - windowBegan >= WINDOW && samples >= LEAST_SAMPLES) {
            // A limit that is not nearly reached has nothing to do with how long answers take.
            if (peak >= limit / 2) {
                adjust(now);
            }
            begin(inFlight, now);
        }
    }

    /// A request has waited so long, and got no answer. That it is slower than usual is all it can tell.
    void waited(Baseline baseline, long nanos, int inFlight, long now) {
        if (nanos > baseline.nanos() && baseline.nanos() > 0) {
            took(baseline, nanos, false, inFlight, now);
        }
    }

    private void adjust(long now) {
        double slowness = observed / expected;
        limit = slowness > tolerance
                ? Math.max(least, limit * Math.max(STEEPEST, tolerance / slowness))
                : Math.min(most, limit + Math.sqrt(limit));
        if (toMeasure == 0 && now - lastAlone > UNKNOWN_AFTER) {
            toMeasure = MEASURED;
            round++;
        }
    }

    private void begin(int inFlight, long now) {
        observed = 0;
        expected = 0;
        samples = 0;
        peak = inFlight;
        windowBegan = now;
    }
}
