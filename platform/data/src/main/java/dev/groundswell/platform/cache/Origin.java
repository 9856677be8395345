package dev.groundswell.platform.cache;

import java.util.Map;
import java.util.Set;

import io.smallrye.mutiny.Uni;

/// Where misses are answered from: the primary, which knows of every write that was acknowledged before it is asked.
@FunctionalInterface
public interface Origin<V> {

    /// Emits what there is for each of the keys, as of this call or later; one that is left out is absent. Is called on an event loop, in a context that
    /// is no request's, with at least one key.
    Uni<Map<String, Entry<V>>> load(Set<String> keys);
}
