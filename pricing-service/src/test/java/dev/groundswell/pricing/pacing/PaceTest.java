package dev.groundswell.pricing.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace(Duration.ofMillis(40), 100, 1_000);

    @Test
    void comesToTakeAsLongAsIsWanted() {
        for (int i = 0; i < 20; i++) {
            pace.took(Duration.ofNanos(200_000L * pace.size()));
        }
        assertThat(pace.size()).isEqualTo(200);
        assertThat(pace.batches()).isEqualTo(20);
    }

    @Test
    void halvesAtOnceWhatTookTwiceAsLong() {
        pace.took(Duration.ofMillis(80));

        assertThat(pace.size()).isEqualTo(50);
        assertThat(pace.longest()).isEqualTo(Duration.ofMillis(80));
    }

    @Test
    void growsSlowlyAndWithinItsBounds() {
        pace.took(Duration.ZERO);
        assertThat(pace.size()).isEqualTo(150);
        for (int i = 0; i < 20; i++) {
            pace.took(Duration.ofMillis(1));
        }
        assertThat(pace.size()).isEqualTo(1_000);
        for (int i = 0; i < 20; i++) {
            pace.took(Duration.ofMinutes(1));
        }
        assertThat(pace.size()).isEqualTo(10);
    }

    /// What it takes to begin and to commit: on such a disk a hundred thousand are dealt with within ten minutes all the same.
    @Test
    void isNotMadeSmallForEverByWhatDoesNotDependOnItsSize() {
        Duration fixed = Duration.ofMillis(50);
        Duration all = Duration.ZERO;
        for (int done = 0; done < 100_000; done += pace.size()) {
            Duration time = fixed.plusNanos(100_000L * pace.size());
            pace.took(time);
            all = all.plus(time);
        }
        assertThat(all).isLessThan(Duration.ofMinutes(10));
    }
}
