package dev.groundswell.platform.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.smallrye.mutiny.Uni;

/// A read-through cache. Thread-safe; lives as long as the process.
///
/// @param <V> the values, which nobody changes
public final class TieredCache<V> {

    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Origin<V> origin;
    private final Cache<String, Kept<V>> memory = Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    TieredCache(Clock clock, Origin<V> origin) {
        this.clock = clock;
        this.origin = origin;
    }

    /// Emits what is kept for `key`, or what the origin has; nothing when there is none.
    public Uni<Optional<V>> get(String key) {
        return get(key, Instant.MIN);
    }

    /// As [#get(String)], but nothing that was asked of the origin before `filledSince`.
    public Uni<Optional<V>> get(String key, Instant filledSince) {
        return getAll(Set.of(key), filledSince).map(found -> Optional.ofNullable(found.get(key)));
    }

    /// Emits what there is for each of the keys, in their order and each once; what is absent is not in the map.
    public Uni<Map<String, V>> getAll(Collection<String> keys) {
        return getAll(keys, Instant.MIN);
    }

    /// As [#getAll(Collection)], but nothing that was asked of the origin before `filledSince`.
    public Uni<Map<String, V>> getAll(Collection<String> keys, Instant filledSince) {
        return Uni.createFrom().deferred(() -> {
            Map<String, Entry<V>> found = new LinkedHashMap<>();
            Set<String> missing = new LinkedHashSet<>();
            Instant oldest = clock.instant().minus(KEPT);
            for (String key : keys) {
                Kept<V> kept = memory.getIfPresent(key);
                if (kept == null || !kept.asked.isAfter(oldest) || kept.asked.isBefore(filledSince)) {
                    missing.add(key);
                } else {
                    found.put(key, kept.entry);
                }
            }
            return missing.isEmpty()
                    ? Uni.createFrom().item(values(keys, found))
                    : load(missing).invoke(found::putAll).map(loaded -> values(keys, found));
        });
    }

    /// As [#get(String)], but from the origin. What it finds is kept.
    public Uni<Optional<V>> getPast(String key) {
        return getAllPast(Set.of(key)).map(found -> Optional.ofNullable(found.get(key)));
    }

    /// As [#getAll(Collection)], but from the origin. What it finds is kept.
    public Uni<Map<String, V>> getAllPast(Collection<String> keys) {
        return keys.isEmpty() ? Uni.createFrom().item(Map.of()) : load(new LinkedHashSet<>(keys)).map(found -> values(keys, found));
    }

    /// The writer tells what it has just committed, to be called right after. Returns at once and never fails; lower versions are replaced.
    public void put(String key, Entry<V> entry) {
        putAll(Map.of(key, entry));
    }

    /// As [#put], for many in one round trip.
    public void putAll(Map<String, Entry<V>> entries) {
        entries.forEach((key, entry) -> keep(key, new Kept<>(entry, clock.instant())));
    }

    /// An event told that `key` has changed to `version`: what is older is not shown any more.
    public void invalidated(String key, long version) {
        memory.asMap().computeIfPresent(key, (same, kept) -> kept.entry.version() >= version ? kept : null);
    }

    /// Somebody tells that `key` may have changed, and no version of it: what was kept before now is asked of the origin before it is shown again.
    public void suspect(String key) {
        memory.invalidate(key);
    }

    void suspectAll() {
        memory.invalidateAll();
    }

    private Uni<Map<String, Entry<V>>> load(Set<String> keys) {
        Instant asked = clock.instant();
        return origin.load(keys).map(found -> {
            Map<String, Entry<V>> all = new LinkedHashMap<>();
            keys.forEach(key -> all.put(key, found.getOrDefault(key, Entry.absent(0))));
            all.forEach((key, entry) -> keep(key, new Kept<>(entry, asked)));
            return all;
        });
    }

    private void keep(String key, Kept<V> next) {
        memory.asMap().merge(key, next, (kept, other) -> other.entry.version() >= kept.entry.version() ? other : kept);
    }

    private static <V> Map<String, V> values(Collection<String> keys, Map<String, Entry<V>> found) {
        Map<String, V> values = new LinkedHashMap<>();
        for (String key : keys) {
            Entry<V> entry = found.get(key);
            if (entry != null && entry.value() != null) {
                values.put(key, entry.value());
            }
        }
        return values;
    }

    private record Kept<V>(Entry<V> entry, Instant asked) {}
}
