package dev.groundswell.pricing.pacing;

import java.time.Duration;

/// How many things the next transaction of a run takes on, so that it holds its locks for about as long as is wanted, whatever the machine and its load. Confined
/// to one run.
public final class Pace {

    /// A batch that was quick by chance does not make the next much longer; one that was slow makes it shorter at once.
    private static final double MOST_GROWTH = 1.5;
    /// Below this a transaction takes as long as it takes to begin and commit: on a slow disk ever smaller ones would win nothing, and a run would not end.
    private static final int LEAST = 10;

    private final Duration aim;
    private final int most;
    private int size;
    private int batches;
    private Duration longest = Duration.ZERO;

    /// @param aim of one transaction
    /// @param first things in the first
    /// @param most things in any
    public Pace(Duration aim, int first, int most) {
        this.aim = aim;
        this.size = first;
        this.most = most;
    }

    /// Things in the next transaction, at least ten.
    public int size() {
        return size;
    }

    /// The last transaction, which was given [#size] things, took this long from its first statement to its commit.
    public void took(Duration time) {
        batches++;
        if (time.compareTo(longest) > 0) {
            longest = time;
        }
        double factor = Math.min(MOST_GROWTH, aim.toNanos() / (double) Math.max(1, time.toNanos()));
        size = (int) Math.clamp(Math.round(size * factor), LEAST, most);
    }

    /// Transactions so far.
    public int batches() {
        return batches;
    }

    /// The longest of them: no lock was held for longer.
    public Duration longest() {
        return longest;
    }
}
