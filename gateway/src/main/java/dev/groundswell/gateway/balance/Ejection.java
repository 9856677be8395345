package dev.groundswell.gateway.balance;

import java.time.Duration;

/// When an instance is left out and when it is asked again.
///
/// @param failures in a row until it is left out, at least 1
/// @param firstProbe from the ejection to the first probe
/// @param longestBackoff between two probes
/// @param probeTimeout for a probe's answer
public record Ejection(int failures, Duration firstProbe, Duration longestBackoff, Duration probeTimeout) {

    public Ejection {
        if (failures < 1) {
            throw new IllegalArgumentException("groundswell.upstreams.ejection.failures must be at least 1, was " + failures);
        }
        if (probeTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("groundswell.upstreams.ejection.probe-timeout must be at least 1 ms, was " + probeTimeout);
        }
        if (firstProbe.toMillis() < 1 || firstProbe.compareTo(longestBackoff) > 0) {
            throw new IllegalArgumentException(
                    "groundswell.upstreams.ejection.first-probe must be at least 1 ms and at most longest-backoff ("
                            + longestBackoff + "), was " + firstProbe);
        }
    }
}
