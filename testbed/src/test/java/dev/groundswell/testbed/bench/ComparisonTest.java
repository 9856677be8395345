package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void theRatioIsThatOfTheMedians() {
        Comparison comparison = new Comparison(List.of(10.0, 30.0, 20.0), List.of(40.0, 10.0, 50.0));

        assertThat(comparison.ratio()).isEqualTo(0.5);
    }

    @Test
    void itsRangeIsThatOfTheRounds() {
        Comparison comparison = new Comparison(List.of(10.0, 30.0, 20.0), List.of(40.0, 10.0, 50.0));

        assertThat(comparison.leastRatio()).isEqualTo(0.25);
        assertThat(comparison.mostRatio()).isEqualTo(3);
        assertThat(comparison.words()).isEqualTo("0.50 (0.25–3.00)");
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(Comparison.median(List.of(4.0, 1.0, 3.0, 100.0))).isEqualTo(3.5);
    }

    @Test
    void theSpreadIsAShareOfTheMedian() {
        assertThat(Comparison.spread(List.of(90.0, 100.0, 115.0))).isCloseTo(0.25, within(1e-9));
        assertThat(Comparison.spread(List.of(90.0))).isZero();
    }

    @Test
    void unpairedRoundsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Comparison(List.of(1.0), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Comparison(List.of(), List.of()));
    }
}
