package dev.groundswell.platform.cache;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/// An origin that answers when the test says so.
final class ManualOrigin implements Origin<String> {

    private final BlockingQueue<Load> begun = new LinkedBlockingQueue<>();
    final AtomicInteger loads = new AtomicInteger();
    /// Keys, in all loads.
    final AtomicInteger asked = new AtomicInteger();
    /// What every load that begins from now on finds at once; `null` when it waits for the test.
    volatile @Nullable Entry<String> always;

    @Override
    public Uni<Map<String, Entry<String>>> load(Set<String> keys) {
        loads.incrementAndGet();
        asked.addAndGet(keys.size());
        Context context = Vertx.currentContext();
        Entry<String> known = always;
        if (known != null) {
            return Uni.createFrom().item(keys.stream().collect(toMap(key -> key, key -> known)));
        }
        return Uni.createFrom().emitter(emitter -> begun.add(new Load(keys, emitter, context)));
    }

    /// The next load that begins, or has begun and was not taken yet.
    Load next() throws InterruptedException {
        return Objects.requireNonNull(begun.poll(Bench.SOON_SECONDS, TimeUnit.SECONDS), "a load begins");
    }

    record Load(Set<String> keys, UniEmitter<? super Map<String, Entry<String>>> emitter, @Nullable Context context) {

        void say(Map<String, Entry<String>> found) {
            emitter.complete(new HashMap<>(found));
        }

        void say(String key, Entry<String> entry) {
            assertThat(keys).contains(key);
            say(Map.of(key, entry));
        }

        void fail() {
            emitter.fail(new IllegalStateException("the origin is away"));
        }
    }
}
