package dev.groundswell.platform.batching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

class BatcherStressTest {

    private static final int LOOPS = 4;
    private static final int TICKS = 400;
    private static final int CALLS_A_TICK = 10;
    private static final int KEYS = 50;
    private static final int ABSENT = 7;
    private static final int MOST_KEYS = 20;
    private static final Vertx VERTX = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));

    /// Grows with every call: what a load reads must be no older than what there was when its callers called.
    private final AtomicLong version = new AtomicLong();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final CountDownLatch open = new CountDownLatch(LOOPS * TICKS * CALLS_A_TICK);

    @AfterAll
    static void closeVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void answersEveryCallOnceWithItsOwnKeyAndNothingOlderThanTheCall() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Batcher<Integer, Value> batcher = new Batcher<>("stress", VERTX, this::load, new Limits(), registry);
        // Whoever makes the first Uni sets context propagation up, which two threads cannot do at once.
        assertThat(batcher.load(ABSENT).await().indefinitely()).isEmpty();
        for (int loop = 0; loop < LOOPS; loop++) {
            Context context = anotherLoop().duplicate();
            tick(batcher, context, new Random(loop), TICKS);
        }
        assertThat(open.await(30, TimeUnit.SECONDS)).as("all are answered, %d are not: %s", open.getCount(), wrong).isTrue();
        assertThat(wrong).isEmpty();
        assertThat(answered).hasValue(LOOPS * TICKS * CALLS_A_TICK);
        assertThat(registry.get("batched.calls.waiting").gauge().value()).isZero();
        assertThat(registry.get("batched.load.keys").summary().count()).isLessThan(LOOPS * TICKS * CALLS_A_TICK / 2);
    }

    private void tick(Batcher<Integer, Value> batcher, Context context, Random random, int left) {
        context.runOnContext(now -> {
            for (int i = 0; i < CALLS_A_TICK; i++) {
                call(batcher, context, random.nextInt(KEYS), random.nextInt(20) == 0);
            }
            if (left > 1) {
                tick(batcher, context, random, left - 1);
            }
        });
    }

    private void call(Batcher<Integer, Value> batcher, Context context, int key, boolean impatient) {
        long before = version.incrementAndGet();
        if (impatient) {
            batcher.load(key).subscribe().with(value -> wrong.add("a cancelled call was answered")).cancel();
            answered.incrementAndGet();
            open.countDown();
            return;
        }
        var _ = batcher.load(key).subscribe().with(value -> check(context, key, before, value), failure -> {
            wrong.add("call of " + key + ": " + failure);
            open.countDown();
        });
    }

    private void check(Context context, int key, long before, Optional<Value> value) {
        if (Vertx.currentContext() != context) {
            wrong.add("answered on another context");
        }
        if (value.isPresent() == (key == ABSENT)) {
            wrong.add("call of " + key + " got " + value);
        }
        value.filter(it -> it.key != key || it.version < before)
                .ifPresent(it -> wrong.add("call of " + key + " at " + before + " got " + it));
        answered.incrementAndGet();
        open.countDown();
    }

    private Uni<Map<Integer, Loaded<Value>>> load(List<Integer> keys) {
        if (atOnce.incrementAndGet() != 1) {
            wrong.add("two loads at once");
        }
        if (keys.isEmpty() || keys.size() > MOST_KEYS || new HashSet<>(keys).size() != keys.size()) {
            wrong.add("a load of " + keys);
        }
        Map<Integer, Loaded<Value>> found = new HashMap<>();
        long read = version.get();
        List<Integer> present = new ArrayList<>(keys);
        present.remove(Integer.valueOf(ABSENT));
        present.forEach(key -> found.put(key, new Loaded.Found<>(new Value(key, read))));
        // Some at once, in the tick they began in, and some from another event loop.
        return read % 3 == 0
                ? Uni.createFrom().item(found).invoke(atOnce::decrementAndGet)
                : Uni.createFrom().emitter(emitter -> anotherLoop()
                        .runOnContext(later -> {
                            atOnce.decrementAndGet();
                            emitter.complete(found);
                        }));
    }

    private static ContextInternal anotherLoop() {
        return ((VertxInternal) VERTX).createEventLoopContext();
    }

    private record Value(int key, long version) {}

    private record Limits() implements BatcherConfig {

        @Override
        public int keys() {
            return MOST_KEYS;
        }

        @Override
        public int waiting() {
            return LOOPS * TICKS * CALLS_A_TICK;
        }

        @Override
        public Duration patience() {
            return Duration.ofMinutes(1);
        }
    }
}
