package dev.groundswell.platform.cache;

import java.util.concurrent.atomic.LongAdder;

import com.github.benmanes.caffeine.cache.stats.CacheStats;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import dev.groundswell.platform.metrics.CacheMetrics;

/// Counts what a cache does. Thread-safe.
///
/// Publishes `cache_lookups_total{cache,tier,outcome}` (`memory`, `redis`: hit, miss, and unavailable when Redis is not answering in time; `origin`:
/// found, absent, failed), `cache_stale_total{cache,why}` of what was shown though it had run out (the origin `slow` or `failed`),
/// `cache_ignored_total{cache}` of what in Redis is no copy, `cache_evictions_total{cache}`, `cache_weight_bytes{cache}`, and `cache_hit_rate{cache}` of
/// what needed no origin.
final class CacheMeters {

    final LongAdder memoryHits;
    final LongAdder memoryMisses;
    final LongAdder redisHits;
    final LongAdder redisMisses;
    final LongAdder redisUnavailable;
    final LongAdder found;
    final LongAdder absent;
    final LongAdder failed;
    final LongAdder staleWhileSlow;
    final LongAdder staleIfError;
    final LongAdder ignored;
    /// Callers who were not answered by memory, but without the origin.
    final LongAdder spared = new LongAdder();

    private final String cache;
    private final MeterRegistry registry;

    CacheMeters(String cache, MeterRegistry registry) {
        this.cache = cache;
        this.registry = registry;
        this.memoryHits = lookups("memory", "hit");
        this.memoryMisses = lookups("memory", "miss");
        this.redisHits = lookups("redis", "hit");
        this.redisMisses = lookups("redis", "miss");
        this.redisUnavailable = lookups("redis", "unavailable");
        this.found = lookups("origin", "found");
        this.absent = lookups("origin", "absent");
        this.failed = lookups("origin", "failed");
        this.staleWhileSlow = stale("slow");
        this.staleIfError = stale("failed");
        this.ignored = counter("cache.ignored", Tags.empty(), "Values in Redis that are no copies of this cache");
    }

    void watch(Memory<?> memory, CacheMetrics metrics) {
        FunctionCounter.builder("cache.evictions", memory, Memory::evictions)
                .tag("cache", cache)
                .description("Entries pushed out of memory for want of room")
                .register(registry);
        Gauge.builder("cache.weight", memory, Memory::weight)
                .tag("cache", cache)
                .baseUnit("bytes")
                .description("What the entries in memory take, about")
                .register(registry);
        metrics.register(cache, this::stats);
    }

    private LongAdder lookups(String tier, String outcome) {
        return counter("cache.lookups", Tags.of("tier", tier, "outcome", outcome), "Keys looked for, by where and what came of it");
    }

    private LongAdder stale(String why) {
        return counter("cache.stale", Tags.of("why", why), "Values shown though they had run out");
    }

    private LongAdder counter(String name, Tags tags, String description) {
        LongAdder counter = new LongAdder();
        FunctionCounter.builder(name, counter, LongAdder::sum).tag("cache", cache).tags(tags).description(description).register(registry);
        return counter;
    }

    private CacheStats stats() {
        long hits = memoryHits.sum() + spared.sum();
        return CacheStats.of(hits, Math.max(0, memoryMisses.sum() - spared.sum()), 0, 0, 0, 0, 0);
    }
}
