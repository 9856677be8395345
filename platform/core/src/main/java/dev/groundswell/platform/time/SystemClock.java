package dev.groundswell.platform.time;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.arc.DefaultBean;

/// Produces the clock of every service: UTC, in steps of a microsecond, because PostgreSQL keeps no finer ones and what is compared must be
/// what is stored. A test brings its own bean of the same type.
class SystemClock {

    private static final Duration STEP = Duration.ofNanos(1_000);

    @Produces
    @DefaultBean
    @Singleton
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), STEP);
    }
}
