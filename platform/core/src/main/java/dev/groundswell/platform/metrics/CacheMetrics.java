package dev.groundswell.platform.metrics;

import java.util.function.Supplier;

import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.stats.CacheStats;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// Publishes for every cache that registers `cache_hit_rate{cache}`: hits ÷ look-ups since the process started, 1 before the first; and
/// `cache_misses_total{cache}`.
@Singleton
public class CacheMetrics {

    private final MeterRegistry registry;

    public CacheMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /// @param cache the name a dashboard shows
    public void register(String cache, Supplier<CacheStats> stats) {
        Gauge.builder("cache.hit.rate", () -> stats.get().hitRate())
                .tag("cache", cache)
                .description("Share of look-ups that the cache answered")
                .register(registry);
        FunctionCounter.builder("cache.misses", stats, now -> now.get().missCount())
                .tag("cache", cache)
                .description("Look-ups that the cache did not answer")
                .register(registry);
    }
}
