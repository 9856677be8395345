package dev.groundswell.platform.cache;

import java.io.IOException;

/// How a value becomes bytes in Redis, and what it weighs in memory. Thread-safe; is called on event loops.
///
/// @param <V> the values, which nobody changes
public interface Codec<V> {

    byte[] encode(V value);

    /// Fails in any way on bytes that [#encode] has not made; they are then read from the origin.
    V decode(byte[] bytes) throws IOException;

    /// About how many bytes of memory `value` takes.
    int weight(V value);
}
