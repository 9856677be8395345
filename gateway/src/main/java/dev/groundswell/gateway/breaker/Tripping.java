package dev.groundswell.gateway.breaker;

import java.time.Duration;

/// When a circuit breaker opens, and for how long.
///
/// @param calls by which it is judged, 1 to 60
/// @param failureRatio the share of them that has to fail
/// @param pause until one call tries again
public record Tripping(int calls, double failureRatio, Duration pause) {

    private static final int MOST_CALLS = 60;

    public Tripping {
        if (calls < 1 || calls > MOST_CALLS) {
            throw new IllegalArgumentException("groundswell.upstreams.breaker.calls must be 1 to " + MOST_CALLS + ", was " + calls);
        }
        if (!(failureRatio > 0 && failureRatio <= 1)) {
            throw new IllegalArgumentException(
                    "groundswell.upstreams.breaker.failure-ratio must be more than 0 and at most 1, was " + failureRatio);
        }
        if (pause.toMillis() < 1) {
            throw new IllegalArgumentException("groundswell.upstreams.breaker.pause must be at least 1 ms, was " + pause);
        }
    }
}
