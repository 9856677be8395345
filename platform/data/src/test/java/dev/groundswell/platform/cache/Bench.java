package dev.groundswell.platform.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import dev.groundswell.platform.metrics.CacheMetrics;

/// A cache on a bench: time stands still, the origin answers when it is told to, and Redis is a map.
final class Bench {

    static final Vertx VERTX = Vertx.vertx();
    static final long SOON_SECONDS = 10;
    static final Duration LONG = Duration.ofMinutes(1);

    final Time time = new Time();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Shelf shelf;
    final ManualOrigin origin = new ManualOrigin();
    final Hearing hearing = new Hearing();
    final TieredCache<String> cache;

    Bench() {
        this(new Limits(), new Shelf());
    }

    Bench(Limits limits) {
        this(limits, new Shelf());
    }

    /// @param shelf that other processes may share
    Bench(Limits limits, Shelf shelf) {
        this.shelf = shelf;
        this.cache = new TieredCache<>(new CacheSpec("test", 1), new Texts(), origin,
                new CacheParts(VERTX, time, () -> 0.5, shelf, hearing, limits,
                        new Patient(1_000, 10_000, LONG), registry, new CacheMetrics(registry)));
    }

    CompletableFuture<Optional<String>> get(String key) {
        return asked(() -> cache.get(key));
    }

    CompletableFuture<Optional<String>> getFilledSince(String key, Instant since) {
        return asked(() -> cache.get(key, since));
    }

    CompletableFuture<Map<String, String>> getAll(List<String> keys) {
        return asked(() -> cache.getAll(keys));
    }

    /// Has the origin say `entry` of `key`, to somebody who asks for it.
    void fill(String key, Entry<String> entry) throws Exception {
        CompletableFuture<Optional<String>> reader = get(key);
        origin.next().say(key, entry);
        Optional<String> _ = soon(reader);
    }

    double count(String meter, String... tags) {
        return registry.get(meter).tags(tags).functionCounter().count();
    }

    /// Asks as a request does, on a context of its own.
    static <T> CompletableFuture<T> asked(Supplier<Uni<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Context own = Objects.requireNonNull(VertxContext.createNewDuplicatedContext(VERTX.getOrCreateContext()));
        own.runOnContext(now -> {
            var _ = question.get().subscribe().with(answer::complete, answer::completeExceptionally);
        });
        return answer;
    }

    static <T> T soon(CompletableFuture<T> answer) throws Exception {
        return answer.get(SOON_SECONDS, TimeUnit.SECONDS);
    }

    /// A clock that is set by hand.
    static final class Time extends Clock {

        private final AtomicLong millis = new AtomicLong(1_700_000_000_000L);

        void pass(Duration time) {
            millis.addAndGet(time.toMillis());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis.get());
        }
    }
}
