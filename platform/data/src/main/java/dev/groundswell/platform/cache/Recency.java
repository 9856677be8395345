package dev.groundswell.platform.cache;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.consistency.ReplicatedDatabase;

/// How new the copies must be that a request is shown.
///
/// @param pastCaches whether none will do, and the database is asked
/// @param since after when one must have been taken
public record Recency(boolean pastCaches, Instant since) {

    private static final String YES = "?1";

    /// What the current request wants. To be called before its thread is left.
    ///
    /// @param pastCaches the request's header of that name
    public static Recency of(@Nullable String pastCaches, ReplicatedDatabase database) {
        return new Recency(YES.equals(pastCaches), database.copiesSince());
    }

    /// The value, or nothing; fails as the cache does.
    public <V> Uni<Optional<V>> get(TieredCache<V> cache, String key) {
        return pastCaches ? cache.getPast(key) : cache.get(key, since);
    }

    /// Those of the values that are there; fails as the cache does.
    public <V> Uni<Map<String, V>> getAll(TieredCache<V> cache, Collection<String> keys) {
        return pastCaches ? cache.getAllPast(keys) : cache.getAll(keys, since);
    }
}
