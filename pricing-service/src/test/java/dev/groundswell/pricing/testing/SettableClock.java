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

import org.jspecify.annotations.Nullable;

/// The service's clock in tests: runs with the system's, shifted by as much as a test says, or stands still.
@Alternative
@Priority(1)
@Singleton
public class SettableClock extends Clock {

    private volatile Duration ahead = Duration.ZERO;
    private volatile @Nullable Instant standing;

    /// Stands still at this moment until it is shifted, however long a busy machine takes for what follows.
    public void stand(Instant moment) {
        standing = moment;
    }

    /// Puts the clock this far ahead of the system's, behind it when negative, and lets it run.
    public void shift(Duration by) {
        ahead = by;
        standing = null;
    }

    @Override
    public Instant instant() {
        Instant moment = standing;
        return moment == null ? Instant.now().plus(ahead).truncatedTo(ChronoUnit.MICROS) : moment;
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
