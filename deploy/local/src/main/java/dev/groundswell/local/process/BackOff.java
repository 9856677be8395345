package dev.groundswell.local.process;

import java.time.Duration;

/// How long to wait before a child that died is started again: not at all the first time, then a second, doubling. A child that lived long
/// enough has its former deaths forgotten. Used by one thread.
final class BackOff {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private Duration next = Duration.ZERO;

    /// The pause before the next start of a child that has just died.
    Duration after(Duration lived) {
        Duration pause = lived.compareTo(FORGOTTEN_AFTER) < 0 ? next : Duration.ZERO;
        Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        next = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return pause;
    }
}
