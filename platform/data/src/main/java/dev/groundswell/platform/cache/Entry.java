package dev.groundswell.platform.cache;

import org.jspecify.annotations.Nullable;

/// What a cache keeps of one key: its value, or that there is none, and the version that this is of. Versions of a key only grow, also over a deletion.
///
/// @param version 0 for an absence of which none is known
public record Entry<V>(@Nullable V value, long version) {

    public static <V> Entry<V> of(V value, long version) {
        return new Entry<>(value, version);
    }

    public static <V> Entry<V> absent(long version) {
        return new Entry<>(null, version);
    }
}
