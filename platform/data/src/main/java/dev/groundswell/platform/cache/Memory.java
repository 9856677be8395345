package dev.groundswell.platform.cache;

import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// The first tier: what this process keeps itself, bounded by weight. Thread-safe. What has run out or is outdated stays until it is replaced or pushed
/// out, since it may have to stand in for an origin that fails.
// Caffeine finds the classes of its variants by name.
@RegisterForReflection(classNames = {"com.github.benmanes.caffeine.cache.SSSMW", "com.github.benmanes.caffeine.cache.PSMW"})
final class Memory<V> {

    /// Bytes an entry costs besides its key and its value.
    private static final int ENTRY = 160;
    /// Share of its time after which a value is asked for again while it is still shown, and how much of it is left to chance.
    private static final double REFRESH = 0.75;
    private static final double JITTER = 0.1;

    private final Codec<V> codec;
    private final Floors floors;
    private final Freshness freshness;
    private final Hearing hearing;
    private final DoubleSupplier random;
    private final Cache<String, Kept<V>> kept;

    /// @param random 0 to 1
    Memory(long bytes, Codec<V> codec, Floors floors, Freshness freshness, Hearing hearing, DoubleSupplier random) {
        this.codec = codec;
        this.floors = floors;
        this.freshness = freshness;
        this.hearing = hearing;
        this.random = random;
        this.kept = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((String key, Kept<V> value) -> ENTRY + key.length() + value.weight)
                .executor(Runnable::run)
                .recordStats()
                .build();
    }

    /// What is kept, whatever it is worth; `null` without.
    @Nullable
    Kept<V> find(String key) {
        return kept.getIfPresent(key);
    }

    /// Whether `found` answers a caller who wants nothing filled before `since`.
    boolean isShown(String key, Kept<V> found, long since) {
        return isCurrent(found) && !hearing.isDeaf() && Freshness.isFilledAfter(found.known, since) && floors.allow(key, found.known);
    }

    /// Whether it is time to ask again, though `found` is still shown.
    boolean isDue(Kept<V> found) {
        return freshness.now() >= found.refreshAt;
    }

    /// Keeps `known` unless it is outdated, or something newer is there.
    void keep(String key, Known<V> known) {
        V value = known.entry().value();
        int weight = value == null ? 0 : codec.weight(value);
        double chance = random.getAsDouble();
        kept.asMap().compute(key, (same, present) -> {
            if (!floors.allow(key, known)) {
                return present;
            }
            // What nobody has confirmed for so long is none to wait for: the database may have been restored to an earlier state.
            if (present == null || !freshness.mayStandInForFailed(present.known)) {
                return kept(known, weight, chance);
            }
            return known.replaces(present.known) ? kept(known.withConfirmation(present.known), weight, chance) : present;
        });
    }

    private Kept<V> kept(Known<V> known, int weight, double chance) {
        long now = freshness.now();
        long until = freshness.untilInMemory(known);
        return new Kept<>(known, now, until, now + (long) ((until - now) * (REFRESH + JITTER * chance)), weight);
    }

    long evictions() {
        return kept.stats().evictionCount();
    }

    /// In bytes, about.
    long weight() {
        return kept.policy().eviction().map(eviction -> eviction.weightedSize().orElse(0)).orElse(0L);
    }

    /// A clock that was set back must not lengthen anything.
    private boolean isCurrent(Kept<V> found) {
        long now = freshness.now();
        return now < found.until && now >= found.since - Floors.CLOCKS_DIFFER;
    }

    /// @param since, until, refreshAt milliseconds since the epoch
    record Kept<V>(Known<V> known, long since, long until, long refreshAt, int weight) {}
}
