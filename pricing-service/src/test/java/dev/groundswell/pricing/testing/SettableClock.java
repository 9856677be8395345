package dev.groundswell.pricing.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/// The service's clock in tests: runs with the system's, shifted by as much as a test says.
@Alternative
@Priority(1)
@Singleton
public class SettableClock extends Clock {

    private volatile Duration ahead = Duration.ZERO;

    /// Puts the clock this far ahead of the system's, behind it when negative.
    public void shift(Duration by) {
        ahead = by;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("always UTC");
    }
}
