package dev.groundswell.testbed.staleness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

class WatchTest {

    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void whatIsNewAtOnceWasNeverOld() throws Exception {
        Watch watch = new Watch(() -> 7, PAUSE, LONG);
        watch.acknowledged(7, System.nanoTime());

        assertThat(watch.run()).isZero();
    }

    @Test
    void newerThanWrittenIsNewToo() throws Exception {
        Watch watch = new Watch(() -> 8, PAUSE, LONG);
        watch.acknowledged(7, System.nanoTime());

        assertThat(watch.run()).isZero();
    }

    @Test
    void oldIsCountedFromTheAcknowledgementToTheFirstRequestThatBroughtTheNewOne() throws Exception {
        Deque<Long> served = new ArrayDeque<>(List.of(6L, 6L, 7L));
        Watch watch = new Watch(served::remove, PAUSE, LONG);
        long acknowledged = System.nanoTime();
        watch.acknowledged(7, acknowledged);

        assertThat(watch.run()).isGreaterThanOrEqualTo(20_000_000).isLessThanOrEqualTo(System.nanoTime() - acknowledged);
    }

    @Test
    void aRequestThatBeganBeforeTheAcknowledgementMayBringWhatWasThere() throws Exception {
        AtomicReference<Watch> self = new AtomicReference<>();
        Deque<Long> served = new ArrayDeque<>(List.of(6L, 7L));
        Watch watch = new Watch(() -> {
            self.get().acknowledged(7, System.nanoTime());
            return served.remove();
        }, PAUSE, LONG);
        self.set(watch);

        assertThat(watch.run()).isZero();
    }

    @Test
    void whatIsNeverSeenEndsTheMeasurement() {
        Watch watch = new Watch(() -> 6, PAUSE, Duration.ofNanos(1));
        watch.acknowledged(7, System.nanoTime() - 1_000_000);

        assertThatThrownBy(watch::run).isInstanceOf(StalenessException.class).hasMessageContaining("still 6");
    }
}
