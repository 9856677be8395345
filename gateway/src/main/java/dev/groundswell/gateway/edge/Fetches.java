package dev.groundswell.gateway.edge;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// The fetches that others may join, and the things of which it is known that they cannot be kept. Thread-safe.
// Caffeine finds the classes of its variants by name.
@RegisterForReflection(classNames = {"com.github.benmanes.caffeine.cache.SSMWW", "com.github.benmanes.caffeine.cache.PSWMW"})
final class Fetches {

    /// Bytes an entry costs besides its key.
    private static final int ENTRY = 100;

    private final ConcurrentMap<String, Fetch> open = new ConcurrentHashMap<>();
    private final Cache<String, Boolean> passing;

    Fetches(EdgeCacheSettings settings) {
        this.passing = Caffeine.newBuilder()
                .maximumWeight(settings.passingSize().asLongValue())
                .weigher((String key, Boolean known) -> ENTRY + key.length())
                .executor(Runnable::run)
                .expireAfterWrite(settings.passing().toMillis(), TimeUnit.MILLISECONDS)
                .build();
    }

    /// Opens a fetch for all who ask for the same; returns the one that is open already, or `null` when this one is it now.
    @Nullable
    Fetch open(String key, Fetch fetch) {
        return open.putIfAbsent(key, fetch);
    }

    @Nullable
    Fetch find(String key) {
        return open.get(key);
    }

    /// Where a fetch of `key` reports, whether it is open to others or not.
    Fetch.Registration registration(String key) {
        return new Fetch.Registration() {
            @Override
            public void close(Fetch fetch) {
                open.remove(key, fetch);
            }

            @Override
            public void passed() {
                passing.put(key, Boolean.TRUE);
            }

            @Override
            public void kept() {
                passing.invalidate(key);
            }
        };
    }

    /// Whether the last answer could not be kept a moment ago: then nobody waits for another's.
    boolean passes(String key) {
        return passing.getIfPresent(key) != null;
    }
}
