package dev.groundswell.platform.metrics;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

/// Publishes `active_users`: distinct subjects seen by this instance within the last five minutes, up to [#MOST].
@Startup
@ApplicationScoped
public class ActiveUsers {

    private static final Duration WINDOW = Duration.ofMinutes(5);
    /// Beyond this the gauge stays put; a bound on memory matters more than the last user.
    static final int MOST = 200_000;

    private final Cache<Integer, Boolean> seen = Caffeine.newBuilder().expireAfterWrite(WINDOW).maximumSize(MOST).build();

    public ActiveUsers(MeterRegistry registry) {
        Gauge.builder("active.users", this::count).description("Distinct users within five minutes").register(registry);
    }

    /// Notes a user by a hash, never by name.
    public void seen(String subject) {
        seen.put(subject.hashCode(), Boolean.TRUE);
    }

    private double count() {
        seen.cleanUp();
        return seen.estimatedSize();
    }
}
