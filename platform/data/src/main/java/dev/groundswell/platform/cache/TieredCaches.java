package dev.groundswell.platform.cache;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;

/// Makes the caches of a process. Thread-safe.
@ApplicationScoped
public class TieredCaches {

    private final Clock clock;
    private final List<TieredCache<?>> caches = new CopyOnWriteArrayList<>();

    TieredCaches(Clock clock) {
        this.clock = clock;
    }

    /// A cache for as long as the process lives.
    public <V> TieredCache<V> create(CacheSpec spec, Codec<V> codec, Origin<V> origin) {
        TieredCache<V> cache = new TieredCache<>(clock, origin);
        caches.add(cache);
        return cache;
    }

    /// Listening to changes was interrupted: what was kept before now is asked of the origin before it is shown again.
    public void suspectAll() {
        caches.forEach(TieredCache::suspectAll);
    }
}
