package dev.groundswell.platform.metrics;

import java.time.Duration;

import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// Publishes `active_users`: distinct subjects seen by this instance within the last five minutes, up to [#MOST].
// Caffeine finds the classes of its variants by name.
@RegisterForReflection(classNames = {"com.github.benmanes.caffeine.cache.SSMSA", "com.github.benmanes.caffeine.cache.PSAMS"})
@Startup
@Singleton
public class ActiveUsers {

    private static final Duration WINDOW = Duration.ofMinutes(5);
    /// Beyond this the gauge stays put; a bound on memory matters more than the last user.
    static final int MOST = 200_000;

    private final Cache<Integer, Boolean> seen = Caffeine.newBuilder().expireAfterAccess(WINDOW).maximumSize(MOST).executor(Runnable::run)
            .build();

    public ActiveUsers(MeterRegistry registry) {
        Gauge.builder("active.users", this::count).description("Distinct users within five minutes").register(registry);
    }

    /// Notes a user by a hash, never by name.
    public void seen(String subject) {
        Integer user = subject.hashCode();
        // Reading is seeing, too, and a tenth of the work of writing.
        if (seen.getIfPresent(user) == null) {
            seen.put(user, Boolean.TRUE);
        }
    }

    private double count() {
        seen.cleanUp();
        return seen.estimatedSize();
    }
}
