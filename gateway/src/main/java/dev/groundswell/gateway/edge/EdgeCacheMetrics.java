package dev.groundswell.gateway.edge;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.stats.CacheStats;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import dev.groundswell.platform.metrics.CacheMetrics;

/// Publishes `edge_cache_answers_total{how}` for every read of what may be kept, and `cache_hit_rate{cache="edge"}`. Thread-safe.
@Singleton
class EdgeCacheMetrics {

    private final List<Counter> answers;

    EdgeCacheMetrics(MeterRegistry registry, CacheMetrics caches) {
        this.answers = Arrays.stream(CacheStatus.values()).map(status -> Counter.builder("edge.cache.answers")
                .tag("how", status.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .description("Reads of what may be kept, by where their answers came from")
                .register(registry)).toList();
        caches.register("edge", this::stats);
    }

    void count(CacheStatus status) {
        answers.get(status.ordinal()).increment();
    }

    /// Whoever did not wait for the service was answered by the cache.
    private CacheStats stats() {
        long hits = 0;
        long all = 0;
        for (CacheStatus status : CacheStatus.values()) {
            long count = (long) answers.get(status.ordinal()).count();
            all += count;
            if (status.isFromStore()) {
                hits += count;
            }
        }
        return CacheStats.of(hits, all - hits, 0, 0, 0, 0, 0);
    }
}
