package dev.groundswell.pricing.keeping;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.cache.TieredCache;
import dev.groundswell.platform.consistency.ReplicatedDatabase;

/// How new the copies must be that a request is shown.
///
/// @param pastCaches whether none will do, and the database is asked
/// @param since when one must have been taken at the earliest
public record Freshness(boolean pastCaches, Instant since) {

    private static final String YES = "?1";

    /// What the current request wants. To be called before its thread is left.
    ///
    /// @param pastCaches the request's header of that name
    public static Freshness of(@Nullable String pastCaches, ReplicatedDatabase database) {
        return new Freshness(YES.equals(pastCaches), database.copiesSince());
    }

    /// Those of the values that are there; fails as the cache does.
    public <V> Uni<Map<String, V>> getAll(TieredCache<V> cache, Collection<String> keys) {
        return pastCaches ? cache.getAllPast(keys) : cache.getAll(keys, since);
    }
}
