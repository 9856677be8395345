package dev.groundswell.catalog;

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

    /// Stands still at this moment, however long a busy machine takes for what follows.
    public void stand() {
        standing = instant();
    }

    /// Moves on by this much.
    public void advance(Duration by) {
        Instant before = standing;
        if (before == null) {
            ahead = ahead.plus(by);
        } else {
            standing = before.plus(by);
        }
    }

    /// Runs on, and never back.
    public void run() {
        Instant before = standing;
        if (before != null) {
            ahead = Duration.between(Instant.now(), before);
            standing = null;
        }
    }

    @Override
    public Instant instant() {
        Instant now = standing;
        return now == null ? Instant.now().plus(ahead).truncatedTo(ChronoUnit.MICROS) : now;
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
