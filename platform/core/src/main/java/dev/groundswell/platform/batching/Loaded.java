package dev.groundswell.platform.batching;

import java.util.function.Supplier;

/// What a load found for one key. A key for which there is nothing has none.
///
/// @param <V> a value
public sealed interface Loaded<V> {

    /// @param value for the key
    record Found<V>(V value) implements Loaded<V> {}

    /// @param failure what each caller of this key fails with, and nobody else
    record Failed<V>(Throwable failure) implements Loaded<V> {}

    /// What `reading` returns or throws: a row that cannot be read is the misfortune of those who asked for it, not of all who share the statement.
    static <V> Loaded<V> of(Supplier<V> reading) {
        try {
            return new Found<>(reading.get());
        } catch (RuntimeException unreadable) {
            return new Failed<>(unreadable);
        }
    }
}
