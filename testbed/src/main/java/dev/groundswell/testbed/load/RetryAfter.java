package dev.groundswell.testbed.load;

import java.time.Duration;

/// The answer's wish when to be asked again.
final class RetryAfter {
    /// When a refusal does not say, and for the form with a date, which our gateway does not use.
    private static final Duration UNSAID = Duration.ofSeconds(1);
    private static final long MOST_SECONDS = 60;

    private RetryAfter() {}

    /// Of the header's value, or of the empty string when it is missing; a minute at most.
    static Duration of(String value) {
        try {
            return Duration.ofSeconds(Math.clamp(Long.parseLong(value.strip()), 0, MOST_SECONDS));
        } catch (NumberFormatException e) {
            return UNSAID;
        }
    }
}
