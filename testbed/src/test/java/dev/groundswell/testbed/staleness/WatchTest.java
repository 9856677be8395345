package dev.groundswell.testbed.staleness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
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
        Watch watch = new Watch(serving(6, 6, 7), PAUSE, LONG);
        long acknowledged = System.nanoTime();
        watch.acknowledged(7, acknowledged);

        assertThat(watch.run()).isGreaterThanOrEqualTo(20_000_000)
                .isLessThan(System.nanoTime() - acknowledged - Watch.COMES_BACK.toNanos());
    }

    @Test
    void whatComesBackWasOldAllTheTime() throws Exception {
        Watch watch = new Watch(serving(7, 7, 6, 7), PAUSE, LONG);
        watch.acknowledged(7, System.nanoTime());

        assertThat(watch.run()).isGreaterThanOrEqualTo(30_000_000);
    }

    @Test
    void aRequestThatBeganBeforeTheAcknowledgementMayBringWhatWasThere() throws Exception {
        AtomicReference<Watch> self = new AtomicReference<>();
        Watch.Question served = serving(6, 7);
        Watch watch = new Watch(() -> {
            self.get().acknowledged(7, System.nanoTime());
            return served.version();
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

    /// The last one for ever.
    private static Watch.Question serving(long... versions) {
        AtomicInteger next = new AtomicInteger();
        return () -> versions[Math.min(next.getAndIncrement(), versions.length - 1)];
    }
}
