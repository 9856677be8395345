package dev.groundswell.gateway.edge;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.stats.CacheStats;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;

import dev.groundswell.platform.metrics.CacheMetrics;

/// Publishes `edge_cache_answers_total{how}` for every read of what may be kept, and `cache_hit_rate{cache="edge"}`. Thread-safe.
@Singleton
class EdgeCacheMetrics {

    private final List<LongAdder> answers = Arrays.stream(CacheStatus.values()).map(status -> new LongAdder()).toList();

    EdgeCacheMetrics(MeterRegistry registry, CacheMetrics caches) {
        for (CacheStatus status : CacheStatus.values()) {
            FunctionCounter.builder("edge.cache.answers", answers.get(status.ordinal()), LongAdder::sum)
                    .tag("how", status.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .description("Reads of what may be kept, by where their answers came from")
                    .register(registry);
        }
        caches.register("edge", this::stats);
    }

    void count(CacheStatus status) {
        answers.get(status.ordinal()).increment();
    }

    /// Whoever was not answered by the service was answered by the cache.
    private CacheStats stats() {
        long hits = 0;
        long all = 0;
        for (CacheStatus status : CacheStatus.values()) {
            long count = answers.get(status.ordinal()).sum();
            all += count;
            if (status.isFromStore()) {
                hits += count;
            }
        }
        return CacheStats.of(hits, all - hits, 0, 0, 0, 0, 0);
    }
}
