package dev.groundswell.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class BackOffTest {
    private final BackOff backOff = new BackOff();

    @Test
    void pausesLongerAndLongerWithinABound() {
        assertThat(Stream.generate(() -> backOff.after(Duration.ofSeconds(5))).limit(7)).extracting(Duration::toSeconds)
                .containsExactly(0L, 1L, 2L, 4L, 8L, 10L, 10L);
    }

    @Test
    void forgetsTheDeathsOfAChildThatLivedAMinute() {
        assertThat(backOff.after(Duration.ofSeconds(1))).isZero();
        assertThat(backOff.after(Duration.ofSeconds(1))).isPositive();

        assertThat(backOff.after(Duration.ofMinutes(1))).isZero();
        assertThat(backOff.after(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    }
}
