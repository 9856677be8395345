package dev.groundswell.platform.breaker;

import java.time.Duration;

/// When a breaker opens, and for how long.
///
/// @param calls the last so many are judged, and none before there were that many
/// @param failureRatio the part of them that has to fail, above 0 and at most 1
/// @param pause before one call may try again; above zero
public record BreakerRule(int calls, double failureRatio, Duration pause) {

    public BreakerRule {
        require(calls > 0, "calls", "at least 1", calls);
        require(failureRatio > 0 && failureRatio <= 1, "failure-ratio", "above 0 and at most 1", failureRatio);
        require(pause.toMillis() > 0, "pause", "at least 1 ms", pause);
    }

    private static void require(boolean holds, String setting, String rule, Object was) {
        if (!holds) {
            throw new IllegalArgumentException("circuit breaker: " + setting + ": must be " + rule + "; was " + was);
        }
    }
}
