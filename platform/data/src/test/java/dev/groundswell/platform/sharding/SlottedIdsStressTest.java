package dev.groundswell.platform.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

class SlottedIdsStressTest {

    private static final int THREADS = 8;
    private static final int EACH = 50_000;

    @Test
    void threadsThatRaceWithinOneMillisecondMakeNoIdTwice() throws Exception {
        // A seeded source repeats itself on every run, and a clock that stands still leaves the counter alone to tell ids apart.
        SlottedIds ids = new SlottedIds(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), new Random(1));
        CountDownLatch start = new CountDownLatch(1);
        Set<UUID> all = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<List<UUID>>> makers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                makers.add(threads.submit(() -> make(ids, start)));
            }
            start.countDown();
            for (Future<List<UUID>> maker : makers) {
                List<UUID> made = maker.get();
                assertThat(made).isSortedAccordingTo(Comparator.comparing(UUID::toString));
                all.addAll(made);
            }
        }

        assertThat(all).hasSize(THREADS * EACH);
    }

    private static List<UUID> make(SlottedIds ids, CountDownLatch start) throws InterruptedException {
        List<UUID> made = new ArrayList<>(EACH);
        start.await();
        for (int i = 0; i < EACH; i++) {
            made.add(ids.next(42));
        }
        return made;
    }
}
