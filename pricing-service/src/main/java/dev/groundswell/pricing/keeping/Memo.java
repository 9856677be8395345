package dev.groundswell.pricing.keeping;

import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.groundswell.platform.metrics.CacheMetrics;

/// Remembers what was computed, for computations that give the same for the same argument for ever. Bounded by weight; who asks for what is being computed
/// waits for it, so the computation has to be short. Thread-safe.
///
/// @param <K> an argument, with `equals` and `hashCode` and all that the result depends on
// Caffeine finds the classes of its variants by name.
@RegisterForReflection(classNames = {"com.github.benmanes.caffeine.cache.SSSMW", "com.github.benmanes.caffeine.cache.PSMW"})
public final class Memo<K, V> {

    private final Cache<K, V> known;

    /// @param name as `cache_hit_rate{cache}` shows it
    /// @param most weight of all that is remembered
    public Memo(String name, long most, Weigher<K, V> weigher, CacheMetrics metrics) {
        this.known = Caffeine.newBuilder().maximumWeight(most).weigher(weigher).executor(Runnable::run).recordStats().build();
        metrics.register(name, known::stats);
    }

    /// The result for `argument`, computed if it is not known; throws what the computation throws, which is not remembered.
    public V of(K argument, Function<K, V> computation) {
        return known.get(argument, computation);
    }
}
