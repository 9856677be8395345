package dev.groundswell.platform.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.context.CallersContext;
import dev.groundswell.platform.http.Deadline;

/// A read-through cache of two tiers, memory and Redis, before an origin. Thread-safe; lives as long as the process.
///
/// - **Freshness.** What a writer's [#put] or an event's [#invalidated] has told to be outdated is not shown again here. When neither arrives, a value is shown
///   for 10 s after the change at most; [Freshness] has the arithmetic. A load that began before an event and comes back older is returned to those who
///   began before it, and not kept.
/// - **One look at a time** for a key: who misses it while it is looked for waits for the same look. Different keys that miss together share a call of the
///   origin.
/// - **Time.** Redis gets 5 ms of a read. After a soft time-out whoever may still be shown an older value is; after a hard one the read fails with a
///   time-out, which is answered with 503. What comes later is kept. Who has less time left, by its request's [Deadline], waits no longer than that.
/// - **Failure.** An origin that fails lets the last value be shown for 60 s after it was confirmed, even if it is known to be outdated, but nothing older
///   than a caller allows; then its failure is emitted.
/// - **Contexts.** Each caller is answered on its own context; cancelling a call leaves the others alone.
///
/// @param <V> the values, which nobody changes
public final class TieredCache<V> {

    private static final Logger LOG = Logger.getLogger(TieredCache.class);

    private final Freshness freshness;
    private final Floors floors;
    private final Memory<V> memory;
    private final Shared<V> shared;
    private final Loads<V> loads;
    private final Fills<V> fills;
    private final Answers<V> answers;
    private final CacheMeters meters;
    private final Duration longest;

    TieredCache(CacheSpec spec, Codec<V> codec, Origin<V> origin, CacheParts parts) {
        this.longest = parts.config().hardTimeout();
        this.freshness = new Freshness(parts.clock(), parts.config());
        this.floors = new Floors();
        this.meters = new CacheMeters(spec.name(), parts.registry());
        this.memory = new Memory<>(parts.config().memory().asLongValue(), codec, floors, freshness, parts.hearing(), parts.random());
        this.shared = new Shared<>(new Frames<>(spec, codec), floors, freshness, parts, meters);
        this.loads = new Loads<>(spec.name(), origin, memory, floors, freshness, shared, parts, meters);
        this.fills = new Fills<>(parts.vertx(), parts.config(), memory, floors, shared, loads);
        this.answers = new Answers<>(memory, floors, freshness, fills, meters);
        meters.watch(memory, parts.metrics());
    }

    /// Emits what there is of `key`, or nothing.
    public Uni<Optional<V>> get(String key) {
        return get(key, Instant.MIN);
    }

    /// As [#get(String)], but nothing that was filled before `filledSince`: what the caller has seen of that time is in it. What is filled in the same
    /// millisecond, or told by a writer, is asked of the origin once more.
    public Uni<Optional<V>> get(String key, Instant filledSince) {
        return Uni.createFrom().deferred(() -> find(key, Freshness.millis(filledSince)));
    }

    /// Emits what there is of each of the keys, in their order and each once; what is absent is not in the map.
    public Uni<Map<String, V>> getAll(Collection<String> keys) {
        return getAll(keys, Instant.MIN);
    }

    /// As [#getAll(Collection)], with what [#get(String, Instant)] says of `filledSince`.
    public Uni<Map<String, V>> getAll(Collection<String> keys, Instant filledSince) {
        return Uni.createFrom().deferred(() -> find(new LinkedHashSet<>(keys), Freshness.millis(filledSince)));
    }

    /// Emits what the origin says of `key` when it is asked after this call; it is kept. Fails when the origin does.
    public Uni<Optional<V>> getPast(String key) {
        return loads.load(key).map(TieredCache::value);
    }

    /// As [#getPast], for many: in their order and each once; what is absent is not in the map.
    public Uni<Map<String, V>> getAllPast(Collection<String> keys) {
        return loads.loadAll(keys).map(TieredCache::values);
    }

    /// A writer tells what it has just committed; to be called right after the commit. It is shown at once, and Redis gets it in the background. Returns
    /// at once and never fails; what is there of a higher version stays.
    public void put(String key, Entry<V> entry) {
        putAll(Map.of(key, entry));
    }

    /// As [#put], for many in one round trip.
    public void putAll(Map<String, Entry<V>> entries) {
        Map<String, Known<V>> written = new LinkedHashMap<>();
        entries.forEach((key, entry) -> {
            long now = freshness.now();
            Known<V> known = new Known<>(entry, floors.raise(key, entry.version(), now), now, false);
            written.put(key, known);
            try {
                memory.keep(key, known);
            } catch (RuntimeException e) {
                LOG.warnf(e, "%s cannot be kept", key);
            }
        });
        shared.write(written, true);
    }

    /// An event tells that `key` is of `version` now: nothing older is shown any more, or kept when it comes late.
    ///
    /// @param version 0 when none is known, as [#suspect]
    public void invalidated(String key, long version) {
        long _ = floors.raise(key, version, freshness.now());
    }

    /// Somebody tells that `key` may have changed: what was asked for before now is asked of the origin before it is shown again.
    public void suspect(String key) {
        invalidated(key, 0);
    }

    /// As [#suspect], of every key.
    void suspectAll() {
        floors.suspectAll(freshness.now());
    }

    private Uni<Optional<V>> find(String key, long since) {
        Known<V> shown = shown(key, since);
        return shown == null
                ? inTime(answers.of(List.of(key), since)).map(found -> value(Objects.requireNonNull(found.get(key))))
                : Uni.createFrom().item(value(shown));
    }

    private Uni<Map<String, V>> find(Set<String> keys, long since) {
        Map<String, Known<V>> found = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (String key : keys) {
            Known<V> shown = shown(key, since);
            if (shown == null) {
                missing.add(key);
            } else {
                found.put(key, shown);
            }
        }
        return missing.isEmpty()
                ? Uni.createFrom().item(inOrder(keys, found))
                : inTime(answers.of(missing, since)).invoke(found::putAll).map(rest -> inOrder(keys, found));
    }

    private <T> Uni<T> inTime(Uni<T> answer) {
        return Deadline.current().bound(longest, CallersContext.back(answer));
    }

    private static <V> Map<String, V> inOrder(Set<String> keys, Map<String, Known<V>> found) {
        Map<String, Known<V>> ordered = new LinkedHashMap<>();
        keys.forEach(key -> ordered.put(key, Objects.requireNonNull(found.get(key))));
        return values(ordered);
    }

    /// What memory shows; `null` when that is nothing.
    private @Nullable Known<V> shown(String key, long since) {
        Memory.Kept<V> kept = memory.find(key);
        if (kept == null || !memory.isShown(key, kept, since)) {
            meters.memoryMisses.increment();
            return null;
        }
        meters.memoryHits.increment();
        if (memory.isDue(kept)) {
            fills.refresh(key);
        }
        return kept.known();
    }

    private static <V> Optional<V> value(Known<V> known) {
        return Optional.ofNullable(known.entry().value());
    }

    private static <V> Map<String, V> values(Map<String, Known<V>> found) {
        Map<String, V> values = new LinkedHashMap<>();
        found.forEach((key, known) -> value(known).ifPresent(value -> values.put(key, value)));
        return values;
    }
}
