package dev.groundswell.order.catalog;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;

import dev.groundswell.platform.cache.CacheConfig;

/// What caches may hold and wait for, where tests need it other than the service's tests have it.
record CacheLimits(CacheConfig defaults, Duration redisBudget, Duration redisWrite) implements CacheConfig {

    /// As without settings; the tests of the service have it much longer.
    private static final Duration LASTS = Duration.ofSeconds(5);
    /// Longer than a test waits.
    private static final Duration NEVER = Duration.ofMinutes(1);

    @Override
    public MemorySize memory() {
        return defaults.memory();
    }

    @Override
    public Duration memoryFor() {
        return LASTS;
    }

    @Override
    public Duration believed() {
        return LASTS;
    }

    @Override
    public Duration copiesFor() {
        return defaults.copiesFor();
    }

    @Override
    public Duration absenceFor() {
        return defaults.absenceFor();
    }

    @Override
    public Duration softTimeout() {
        return NEVER;
    }

    @Override
    public Duration hardTimeout() {
        return NEVER;
    }

    @Override
    public Duration staleIfError() {
        return defaults.staleIfError();
    }

    @Override
    public Duration redisPause() {
        return Duration.ofMillis(200);
    }

    @Override
    public int waitingCopies() {
        return defaults.waitingCopies();
    }
}
