package dev.groundswell.pricing.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

class BillTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void aLineIsUnitPriceTimesQuantityAndTheTotalTheirSum() {
        Bill bill = Bill.of(List.of(item(250, 2), item(999, 3)), NOON);

        assertThat(bill).isEqualTo(new Bill.Priced(List.of(new Bill.Line(250, 500), new Bill.Line(999, 2_997)), 3_497));
    }

    @Test
    void aPromotionIsRoundedPerPieceAndNothingElseIs() {
        Tariff promoted = new Tariff(805, List.of(), new Promotion(10, NOON, NOON.plusSeconds(1)));

        assertThat(Bill.of(List.of(new Bill.Item(promoted, 10)), NOON))
                .isEqualTo(new Bill.Priced(List.of(new Bill.Line(725, 7_250)), 7_250));
    }

    @Test
    void aTotalUpToTheBoundIsPriced() {
        assertThat(Bill.of(List.of(item(1_000_000_000, 1_000_000)), NOON)).isInstanceOf(Bill.Priced.class);
        assertThat(Bill.of(List.of(item(Bill.MOST - 5, 1), item(5, 1)), NOON)).isInstanceOf(Bill.Priced.class);
        assertThat(Bill.of(List.of(item(Bill.MOST, 1), item(0, 1_000_000)), NOON)).isInstanceOf(Bill.Priced.class);
    }

    @Test
    void theLineThatExceedsTheBoundIsNamed() {
        assertThat(Bill.of(List.of(item(Bill.MOST - 5, 1), item(6, 1)), NOON)).isEqualTo(new Bill.TooLarge(1));
        assertThat(Bill.of(List.of(item(1, 1), item(Bill.MOST, 1_000_000)), NOON)).as("the product exceeds 64 bits")
                .isEqualTo(new Bill.TooLarge(1));
        assertThat(Bill.of(List.of(item(Long.MAX_VALUE, 2)), NOON)).isEqualTo(new Bill.TooLarge(0));
    }

    @Test
    void whatIsFreeIsStillALine() {
        assertThat(Bill.of(List.of(item(0, 7)), NOON)).isEqualTo(new Bill.Priced(List.of(new Bill.Line(0, 0)), 0));
    }

    @Test
    void aLineWithoutQuantityIsAFault() {
        assertThatThrownBy(() -> Bill.of(List.of(item(1, 0)), NOON)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Bill.of(List.of(item(1, -1)), NOON)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Bill.Item item(long amount, long quantity) {
        return new Bill.Item(new Tariff(amount, List.of(), null), quantity);
    }
}
