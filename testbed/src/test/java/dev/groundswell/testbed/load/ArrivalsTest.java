package dev.groundswell.testbed.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final long MILLI = 1_000_000;
    private static final long START = -5_000 * MILLI;

    private final Arrivals arrivals = new Arrivals(100);

    @Test
    void aPunctualArrivalIsMeasuredFromItsStart() {
        assertThat(arrivals.intended(START)).isEqualTo(START);
        assertThat(arrivals.intended(START + 10 * MILLI)).isEqualTo(START + 10 * MILLI);
        // The generator starts at whole milliseconds.
        assertThat(arrivals.intended(START + 21 * MILLI)).isEqualTo(START + 21 * MILLI);
        assertThat(arrivals.mostLate()).isZero();
    }

    @Test
    void aLateOneIsMeasuredFromWhenItWasMeantToStart() {
        assertThat(arrivals.intended(START)).isEqualTo(START);
        assertThat(arrivals.intended(START + 300 * MILLI)).isEqualTo(START + 10 * MILLI);
        assertThat(arrivals.intended(START + 301 * MILLI)).isEqualTo(START + 20 * MILLI);
        assertThat(arrivals.mostLate()).isEqualTo(290 * MILLI);
    }

    @Test
    void aLateFirstOneIsNoticedByItsPunctualFollowers() {
        assertThat(arrivals.intended(START + 50 * MILLI)).isEqualTo(START + 50 * MILLI);
        assertThat(arrivals.intended(START + 10 * MILLI)).isEqualTo(START + 10 * MILLI);
        assertThat(arrivals.intended(START + 70 * MILLI)).isEqualTo(START + 20 * MILLI);
    }
}
