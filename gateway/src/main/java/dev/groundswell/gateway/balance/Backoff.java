package dev.groundswell.gateway.balance;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/// How long to wait before each probe: twice as long as before, up to a bound, and by chance up to half less, so that many gateways do not
/// ask in step.
///
/// @param random a number from 0 to 1
record Backoff(Duration first, Duration longest, DoubleSupplier random) {

    private static final int MOST_DOUBLINGS = 30;

    /// Milliseconds before the probe with this number, counted from 0.
    long millis(int probe) {
        long doubled = first.toMillis() << Math.min(probe, MOST_DOUBLINGS);
        return Math.max(1, Math.round(Math.min(doubled, longest.toMillis()) * (1 - random.getAsDouble() / 2)));
    }
}
