package dev.groundswell.testbed.bench;

import java.time.Duration;

/// Work that does not count, until it gets no faster.
final class WarmUp {
    /// A turn. JVMs that share two cores with all the rest compile for a minute and more, on half of what they get.
    static final Duration TURN = Duration.ofSeconds(15);
    private static final int MOST_TURNS = 8;
    private static final double STILL_WARMING = 1.05;
    /// One turn may have been slow because the compilers were at it.
    private static final int ENOUGH_IN_VAIN = 2;

    private WarmUp() {}

    /// A turn, and how fast it was.
    @FunctionalInterface
    interface Turn {
        double rate() throws Exception;
    }

    /// Returns when two turns in a row were hardly faster than the best before, or after eight of them.
    static void with(Turn turn) throws Exception {
        double best = 0;
        int inVain = 0;
        for (int turns = 1; turns <= MOST_TURNS && inVain < ENOUGH_IN_VAIN; turns++) {
            double now = turn.rate();
            inVain = now < best * STILL_WARMING ? inVain + 1 : 0;
            best = Math.max(best, now);
        }
    }
}
