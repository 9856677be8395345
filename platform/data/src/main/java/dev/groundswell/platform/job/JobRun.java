package dev.groundswell.platform.job;

import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// The record of a run.
///
/// @param due the moment it was for
/// @param holder the process
/// @param endedAt `null` while it runs, as are outcome and detail
/// @param detail what was done, or what went wrong
public record JobRun(String job, long fence, Instant due, String holder, Instant startedAt, @Nullable Instant endedAt,
        @Nullable Outcome outcome, @Nullable String detail) {

    /// How a run ended.
    public enum Outcome {
        SUCCEEDED, FAILED,
        /// Its process died, paused for too long or ended, and the job was taken over.
        LOST;

        /// As tables, metrics and answers say it.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Outcome of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
