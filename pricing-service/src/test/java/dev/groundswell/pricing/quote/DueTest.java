package dev.groundswell.pricing.quote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.groundswell.pricing.rule.Bill;
import dev.groundswell.pricing.rule.Break;
import dev.groundswell.pricing.rule.Promotion;
import dev.groundswell.pricing.rule.Tariff;

class DueTest {

    private static final Instant BEGINS = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant ENDS = BEGINS.plusSeconds(60);
    private static final List<Bill.Item> PROMOTED = List.of(item(1_000, new Promotion(10, BEGINS, ENDS), 3));

    @Test
    void dependsOnTheClockByPromotionsThatBeginAndEndAlone() {
        Due before = Due.at(BEGINS.minusNanos(1), PROMOTED);
        Due during = Due.at(BEGINS, PROMOTED);

        assertThat(Due.at(BEGINS.minusSeconds(100), PROMOTED)).isEqualTo(before);
        assertThat(Due.at(ENDS.minusNanos(1), PROMOTED)).isEqualTo(during).isNotEqualTo(before);
        assertThat(Due.at(ENDS, PROMOTED)).isEqualTo(before);
    }

    @Test
    void comesToTheSameAsTheItemsThemselves() {
        for (Instant moment : List.of(BEGINS.minusNanos(1), BEGINS, ENDS.minusNanos(1), ENDS)) {
            assertThat(Bill.of(Due.at(moment, PROMOTED).items(), moment)).isEqualTo(Bill.of(PROMOTED, moment));
        }
    }

    @Test
    void tellsTariffsAndQuantitiesApart() {
        Due due = Due.at(BEGINS, List.of(item(1_000, null, 3)));

        assertThat(Due.at(BEGINS, List.of(item(1_000, null, 3)))).isEqualTo(due);
        assertThat(Due.at(BEGINS, List.of(item(1_000, null, 4)))).isNotEqualTo(due);
        assertThat(Due.at(BEGINS, List.of(item(1_001, null, 3)))).isNotEqualTo(due);
        assertThat(Due.at(BEGINS, List.of(new Bill.Item(new Tariff(1_000, List.of(new Break(2, 1_000)), null), 3)))).isNotEqualTo(due);
        assertThat(Due.at(BEGINS, List.of(item(1_000, null, 3), item(1_000, null, 3)))).isNotEqualTo(due);
    }

    private static Bill.Item item(long amount, @Nullable Promotion promotion, long quantity) {
        return new Bill.Item(new Tariff(amount, List.of(), promotion), quantity);
    }
}
