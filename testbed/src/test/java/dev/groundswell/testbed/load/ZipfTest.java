package dev.groundswell.testbed.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class ZipfTest {
    private static final int DRAWS = 200_000;

    @Test
    void drawsARankAsOftenAsOneThroughItsPlace() {
        int[] drawn = draws(new Zipf(1_000, 1.0), 7);

        double harmonic = 0;
        for (int place = 1; place <= 1_000; place++) {
            harmonic += 1.0 / place;
        }
        assertThat(drawn[0] / (double) DRAWS).isCloseTo(1 / harmonic, within(0.003));
        assertThat(drawn[0] / (double) drawn[1]).isCloseTo(2, within(0.1));
        assertThat(drawn[0] / (double) drawn[9]).isCloseTo(10, within(1.0));
        assertThat(Arrays.stream(drawn).sum()).isEqualTo(DRAWS);
    }

    @Test
    void theSameSeedDrawsTheSame() {
        Zipf zipf = new Zipf(100, 1.0);

        assertThat(draws(zipf, 3)).isEqualTo(draws(zipf, 3)).isNotEqualTo(draws(zipf, 4));
    }

    @Test
    void oneRankIsAlwaysDrawn() {
        assertThat(draws(new Zipf(1, 1.0), 1)).isEqualTo(draws(new Zipf(1, 2.0), 2));
    }

    private static int[] draws(Zipf zipf, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] drawn = new int[1_000];
        for (int i = 0; i < DRAWS; i++) {
            drawn[zipf.draw(random)]++;
        }
        return drawn;
    }
}
