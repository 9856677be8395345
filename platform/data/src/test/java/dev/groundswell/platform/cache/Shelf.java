package dev.groundswell.platform.cache;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/// Copies in a map, replaced by whatever comes later: what must not be written must not even be sent. What Redis itself decides is tested with Redis.
final class Shelf implements Copies {

    final Map<String, Copy> copies = new ConcurrentHashMap<>();
    final AtomicInteger reads = new AtomicInteger();
    /// What reads answer with; `null` when they read.
    volatile @Nullable Uni<Map<String, byte[]>> instead;

    @Override
    public Uni<Map<String, byte[]>> read(Collection<String> places) {
        reads.incrementAndGet();
        Uni<Map<String, byte[]>> answer = instead;
        return answer == null ? Uni.createFrom().item(() -> found(places)) : answer;
    }

    @Override
    public void write(List<Copy> written) {
        written.forEach(copy -> copies.put(copy.place(), copy));
    }

    /// What is there of a key of the bench's cache, with its version; `null` when there is nothing.
    @Nullable
    Copy of(String key) {
        return copies.get("gs:test:1:" + key);
    }

    private Map<String, byte[]> found(Collection<String> places) {
        Map<String, byte[]> found = new HashMap<>();
        for (String place : places) {
            Copy copy = copies.get(place);
            if (copy != null) {
                found.put(place, copy.frame());
            }
        }
        return found;
    }
}
