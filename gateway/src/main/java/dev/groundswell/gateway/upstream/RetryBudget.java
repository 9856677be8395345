package dev.groundswell.gateway.upstream;

import java.util.function.LongSupplier;

/// How many requests to one service may be sent once more: a share of all its requests, and a few a second besides (Finagle's retry budget). Thread-safe.
///
/// In any time at most what could be saved up, the few of that time and the share of its requests are repeated.
final class RetryBudget {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double share;
    private final double perSecond;
    private final double most;
    private final LongSupplier clock;
    private double saved;
    private long refilled;

    /// @param clock nanoseconds
    RetryBudget(double share, int perSecond, int most, LongSupplier clock) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("groundswell.upstreams.retries.share must be between 0 and 1, was " + share);
        }
        if (perSecond < 0) {
            throw new IllegalArgumentException("groundswell.upstreams.retries.per-second must not be negative, was " + perSecond);
        }
        if (most < perSecond) {
            throw new IllegalArgumentException(
                    "groundswell.upstreams.retries.most must be at least per-second (" + perSecond + "), was " + most);
        }
        this.share = share;
        this.perSecond = perSecond;
        this.most = most;
        this.clock = clock;
        this.saved = most;
        this.refilled = clock.getAsLong();
    }

    /// A request goes to the service, for the first time.
    synchronized void deposit() {
        saved = Math.min(most, saved + share);
    }

    /// Whether one may be sent once more.
    synchronized boolean withdraw() {
        long now = clock.getAsLong();
        saved = Math.min(most, saved + perSecond * (now - refilled) / NANOS_PER_SECOND);
        refilled = now;
        if (saved < 1) {
            return false;
        }
        saved--;
        return true;
    }
}
