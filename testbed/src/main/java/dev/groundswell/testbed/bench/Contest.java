package dev.groundswell.testbed.bench;

import java.time.Duration;
import java.util.List;

/// What is compared, running. The first two contestants are ours and the peer; further ones are measured beside them to explain the difference.
interface Contest extends AutoCloseable {
    List<Contestant> contestants();

    /// Gives the next contestant the same beginning as the one before had. Reads leave nothing behind that a turn would not begin with anyway.
    default void reset() throws Exception {}

    @Override
    void close();

    /// One side.
    interface Contestant {
        /// With its version.
        String name();

        /// Works for so long; called by one thread, never beside another contestant.
        Figure work(Duration time) throws Exception;
    }

    /// What a contestant did.
    ///
    /// @param rate units of work done, in the entry's unit
    /// @param failed units that were not done as they should; a sound round has none
    /// @param detail for the reader: latencies, CPU
    record Figure(double rate, long failed, String detail) {}
}
