package dev.groundswell.pricing.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.groundswell.pricing.rate.CrossRate;

class TariffTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private final Tariff plain = new Tariff(1_000, List.of(new Break(10, 805), new Break(100, 700)), null);

    @ParameterizedTest
    @CsvSource({"1, 1000", "9, 1000", "10, 805", "99, 805", "100, 700", "1000000, 700"})
    void takesTheHighestBreakThatIsReached(long quantity, long unit) {
        assertThat(plain.unitPrice(quantity, NOON)).isEqualTo(unit);
    }

    @ParameterizedTest
    @CsvSource({"-1, 805", "0, 725", "1, 725", "59, 725", "60, 805", "61, 805"})
    void aPromotionRunsFromItsFirstSecondUntilBeforeItsLast(long second, long unit) {
        Tariff promoted = new Tariff(1_000, plain.breaks(), new Promotion(10, NOON, NOON.plusSeconds(60)));

        assertThat(promoted.unitPrice(10, NOON.plusSeconds(second))).isEqualTo(unit);
    }

    @Test
    void aPromotionEndsToTheMicrosecond() {
        Tariff promoted = new Tariff(100, List.of(), new Promotion(50, NOON, NOON.plusSeconds(1)));

        assertThat(promoted.unitPrice(1, NOON.minusNanos(1_000))).isEqualTo(100);
        assertThat(promoted.unitPrice(1, NOON.plusSeconds(1).minusNanos(1_000))).isEqualTo(50);
        assertThat(promoted.unitPrice(1, NOON.plusSeconds(1))).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"805, 10, 725", "1, 50, 1", "1, 51, 0", "3, 50, 2", "0, 10, 0", "999, 100, 0", "100, 1, 99",
            "1000000000000, 33, 670000000000",
            "1000000000000000, 1, 990000000000000"})
    void aPromotionRoundsHalfUpPerPiece(long amount, int percentOff, long reduced) {
        assertThat(new Promotion(percentOff, NOON, NOON.plusSeconds(1)).reduce(amount)).isEqualTo(reduced);
    }

    @Test
    void reducingAgreesWithDecimalArithmetic() {
        Random random = new Random(20_261_123);
        for (int i = 0; i < 10_000; i++) {
            long amount = random.nextLong(1_000_000_000_000_001L);
            int percentOff = 1 + random.nextInt(100);
            long expected = BigDecimal.valueOf(amount)
                    .multiply(BigDecimal.valueOf(100 - percentOff))
                    .divide(BigDecimal.valueOf(100), 0, RoundingMode.HALF_UP)
                    .longValueExact();
            assertThat(new Promotion(percentOff, NOON, NOON.plusSeconds(1)).reduce(amount)).as("%d less %d %%", amount, percentOff)
                    .isEqualTo(expected);
        }
    }

    @Test
    void aLargerQuantityNeverLosesABreakItHad() {
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            List<Break> breaks = new ArrayList<>();
            long minimum = 1;
            for (int b = random.nextInt(20); b > 0; b--) {
                minimum += 1L + random.nextInt(1_000);
                breaks.add(new Break(minimum, minimum));
            }
            Tariff tariff = new Tariff(1, breaks, null);
            long quantity = 1 + random.nextInt(20_000);
            // Each break's amount is its minimum: the unit price names the break that was taken.
            long unit = tariff.unitPrice(quantity, NOON);
            assertThat(unit).isLessThanOrEqualTo(quantity);
            assertThat(breaks).noneMatch(step -> step.minQuantity() > unit && step.minQuantity() <= quantity);
        }
    }

    @Test
    void convertsEachAmountByItself() {
        CrossRate rate = CrossRate.between("GBP", new BigDecimal("0.8"), "JPY", new BigDecimal("160"));

        Tariff yen = plain.convert(rate);

        assertThat(yen).isEqualTo(new Tariff(2_000, List.of(new Break(10, 1_610), new Break(100, 1_400)), null));
    }

    @Test
    void whatIsTooLargeToBeMoneyHasNoPriceInThatCurrency() {
        CrossRate rate = CrossRate.between("GBP", BigDecimal.ONE, "BHD", new BigDecimal("1000000"));

        assertThat(new Tariff(1, List.of(new Break(2, 1_000_000_000_000L)), null).convert(rate)).isNull();
        assertThat(new Tariff(1_000_000_000_000L, List.of(), null).convert(rate)).isNull();
    }

    @Test
    void namesTheNextMomentAtWhichItChanges() {
        Tariff promoted = new Tariff(100, List.of(), new Promotion(50, NOON, NOON.plusSeconds(60)));

        assertThat(plain.boundaryAfter(NOON)).isNull();
        assertThat(promoted.boundaryAfter(NOON.minusSeconds(1))).isEqualTo(NOON);
        assertThat(promoted.boundaryAfter(NOON)).isEqualTo(NOON.plusSeconds(60));
        assertThat(promoted.boundaryAfter(NOON.plusSeconds(60))).isNull();
    }
}
