package dev.groundswell.platform.cache;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.batching.Batcher;
import dev.groundswell.platform.batching.Loaded;

/// Asks the origin, together for what is asked for together, and keeps what it says. Thread-safe.
final class Loads<V> {

    private final Origin<V> origin;
    private final Memory<V> memory;
    private final Floors floors;
    private final Freshness freshness;
    private final Shared<V> shared;
    private final CacheMeters meters;
    private final Batcher<String, Known<V>> batcher;

    Loads(String cache, Origin<V> origin, Memory<V> memory, Floors floors, Freshness freshness, Shared<V> shared, CacheParts parts,
            CacheMeters meters) {
        this.origin = origin;
        this.memory = memory;
        this.floors = floors;
        this.freshness = freshness;
        this.shared = shared;
        this.meters = meters;
        this.batcher = new Batcher<>("cache-" + cache, parts.vertx(), this::ask, Patient.of(parts.batching(), parts.config().hardTimeout()),
                parts.registry());
    }

    /// Emits what the origin says of `key` when it is asked after this call.
    Uni<Known<V>> load(String key) {
        return batcher.load(key).map(Optional::orElseThrow);
    }

    /// Emits what the origin says of each of the keys when it is asked after this call.
    Uni<Map<String, Known<V>>> loadAll(Collection<String> keys) {
        return batcher.loadAll(keys);
    }

    /// What comes after everybody has given up is kept all the same.
    private Uni<Map<String, Loaded<Known<V>>>> ask(List<String> keys) {
        long moment = floors.next();
        long asOf = freshness.now();
        return origin.load(new LinkedHashSet<>(keys))
                .map(found -> known(keys, found, moment, asOf))
                .invoke(this::keep)
                .map(Loads::loaded)
                .onFailure().invoke(() -> meters.failed.add(keys.size()));
    }

    private Map<String, Known<V>> known(List<String> keys, Map<String, Entry<V>> found, long moment, long asOf) {
        Map<String, Known<V>> known = new LinkedHashMap<>();
        for (String key : keys) {
            Entry<V> entry = found.get(key);
            known.put(key, new Known<>(entry == null ? Entry.absent(0) : entry, moment, asOf, true));
        }
        return known;
    }

    private void keep(Map<String, Known<V>> known) {
        known.forEach((key, one) -> {
            (one.entry().value() == null ? meters.absent : meters.found).increment();
            memory.keep(key, one);
        });
        shared.write(known, false);
    }

    private static <V> Map<String, Loaded<Known<V>>> loaded(Map<String, Known<V>> known) {
        Map<String, Loaded<Known<V>>> loaded = new HashMap<>();
        known.forEach((key, one) -> loaded.put(key, new Loaded.Found<>(one)));
        return loaded;
    }
}
