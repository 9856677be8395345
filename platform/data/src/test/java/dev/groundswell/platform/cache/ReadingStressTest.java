package dev.groundswell.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.vertx.core.Context;
import io.vertx.core.impl.VertxInternal;

/// Readers on several event loops meet at the same cold keys: each is loaded once, though looks end while others find that memory has nothing.
class ReadingStressTest {

    private static final int LOOPS = 4;
    private static final int KEYS = 5_000;
    private static final int KEYS_A_TICK = 5;

    private final Bench bench = new Bench(new Limits(), new Shelf());
    private final CountDownLatch open = new CountDownLatch(LOOPS * KEYS);
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    @Test
    void loadsEachKeyOnceHoweverReadersMeet() throws Exception {
        bench.origin.always = Entry.of("one", 1);
        // Whoever makes the first Uni sets context propagation up, which two threads cannot do at once.
        assertThat(bench.cache.get("first").await().indefinitely()).contains("one");
        for (int loop = 0; loop < LOOPS; loop++) {
            tick(((VertxInternal) Bench.VERTX).createEventLoopContext().duplicate(), 0);
        }
        assertThat(open.await(60, TimeUnit.SECONDS)).as("all are answered, %d are not", open.getCount()).isTrue();
        assertThat(wrong).isEmpty();
        assertThat(bench.origin.asked).hasValue(KEYS + 1);
    }

    private void tick(Context context, int from) {
        context.runOnContext(now -> {
            for (int key = from; key < from + KEYS_A_TICK; key++) {
                var _ = bench.cache.get("key " + key).subscribe().with(value -> {
                    if (!Objects.equals(value.orElse(null), "one")) {
                        wrong.add("found " + value);
                    }
                    open.countDown();
                }, failure -> {
                    wrong.add(failure.toString());
                    open.countDown();
                });
            }
            if (from + KEYS_A_TICK < KEYS) {
                tick(context, from + KEYS_A_TICK);
            }
        });
    }
}
