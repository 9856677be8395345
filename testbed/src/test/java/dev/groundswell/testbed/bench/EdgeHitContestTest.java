package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class EdgeHitContestTest {
    @Test
    void answersAreSharedAmongTheCpuSecondsOfTheServers() {
        assertThat(EdgeHitContest.perCpuSecond(360_000, 5.58 + 0.42)).isEqualTo(60_000);
    }

    @Test
    void aMachineThatTellsNoCpuTimeHasNoFigure() {
        assertThatExceptionOfType(BenchException.class).isThrownBy(() -> EdgeHitContest.perCpuSecond(360_000, 0))
                .withMessageContaining("Linux");
    }
}
