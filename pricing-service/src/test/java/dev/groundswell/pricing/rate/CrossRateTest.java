package dev.groundswell.pricing.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossRateTest {

    /// Digits of the minor unit: GBP, USD and EUR 2, JPY 0, BHD 3.
    @ParameterizedTest
    @CsvSource({
            "0.8, EUR, 1, 250, 313", // 312.5
            "0.85, USD, 1.1, 250, 324", // 323.53
            "0.8, JPY, 160, 250, 500",
            "0.8, JPY, 160, 1, 2",
            "0.8, JPY, 40, 1, 1", // 0.5
            "0.8, JPY, 39.99, 1, 0", // 0.499
            "0.8, BHD, 0.4, 250, 1250",
            "0.8, BHD, 0.42, 1, 5", // 5.25
            "0.87250, USD, 1.16290, 99999, 133282", // 133281.95
    })
    void convertsHalfUpToTheMinorUnit(BigDecimal pounds, String wanted, BigDecimal units, long amount, long converted) {
        assertThat(CrossRate.between("GBP", pounds, wanted, units).convert(amount)).isEqualTo(converted);
    }

    @Test
    void roundsOnceAndNotTwice() {
        // Through a rounded cross rate (1.4 or 1.43) this would be another amount.
        CrossRate rate = CrossRate.between("GBP", new BigDecimal("0.7"), "EUR", BigDecimal.ONE);

        assertThat(rate.convert(700_000_007)).isEqualTo(1_000_000_010L);
    }

    @Test
    void beyondTheLargestTotalThereIsNoAmount() {
        CrossRate rate = CrossRate.between("GBP", BigDecimal.ONE, "JPY", new BigDecimal("100000"));

        assertThat(rate.convert(1_000_000_000_000L)).isEqualTo(1_000_000_000_000_000L);
        assertThat(rate.convert(1_000_000_000_001L)).isNull();
    }
}
