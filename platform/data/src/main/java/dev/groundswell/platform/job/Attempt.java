package dev.groundswell.platform.job;

import java.time.Duration;

/// What became of the wish to run a job at one database.
public sealed interface Attempt {

    /// It ran here; the record says how it ended.
    record Ran(JobRun run) implements Attempt {}

    /// It has succeeded for this period.
    record NotDue() implements Attempt {}

    /// It has not been done, and nobody could begin it now.
    ///
    /// @param pause for how long that may last; zero when nobody knows
    record NotNow(Reason reason, Duration pause) implements Attempt {}

    /// Why a job cannot be begun.
    enum Reason {
        /// Another run is under way, here or elsewhere, or was left and is not free yet. The pause is what is left of its lease.
        HELD("another run is under way"),
        /// Its last run failed, and the next may begin after the pause.
        PAUSED("its last run failed"),
        /// This process is ending.
        ENDING("this process is ending");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }
}
