package dev.groundswell.pricing.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.groundswell.pricing.price.PriceTable.Latest;
import dev.groundswell.pricing.rule.Tariff;

class LoadingPricesTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant BEFORE = NOW.minusSeconds(3_600);
    private static final Latest NOTHING = new Latest(false, null, null);

    @Test
    void ofEqualKeysTheLaterStays() {
        List<PriceEntry> entries = LoadingPrices.entries(
                List.of(draft("A", 1, BEFORE), draft("B", 2, null), draft("A", 3, BEFORE), draft("B", 4, null)),
                List.of(NOTHING, NOTHING, NOTHING, NOTHING), NOW);

        assertThat(entries).extracting(entry -> entry.tariff().amount()).containsExactly(3L, 4L);
    }

    @Test
    void aMomentGivenIsKept() {
        List<PriceEntry> entries = LoadingPrices.entries(
                List.of(draft("A", 1, BEFORE), draft("A", 1, NOW), draft("A", 1, NOW.plusSeconds(1))),
                List.of(NOTHING, NOTHING, NOTHING), NOW);

        assertThat(entries).extracting(PriceEntry::validFrom).containsExactly(BEFORE, NOW, NOW.plusSeconds(1));
        assertThat(entries).extracting(PriceEntry::scheduled).containsExactly(false, false, true);
    }

    @Test
    void aWriteMeantAtOnceComesAfterWhatIsCurrentHoweverClocksDiffer() {
        assertThat(new Latest(true, BEFORE, 1L).next(NOW)).isEqualTo(NOW);
        assertThat(new Latest(true, NOW, 1L).next(NOW)).isEqualTo(NOW.plusNanos(1_000));
        assertThat(new Latest(true, NOW.plusSeconds(2), 1L).next(NOW)).isEqualTo(NOW.plusSeconds(2).plusNanos(1_000));
        assertThat(NOTHING.next(NOW)).isEqualTo(NOW);
    }

    @Test
    void whatIsCurrentIsLookedUpWhereAClockAheadWroteIt() {
        assertThat(new Latest(true, NOW.plusSeconds(2), 1L).current(NOW)).isEqualTo(NOW.plusSeconds(2));
        assertThat(new Latest(true, BEFORE, 1L).current(NOW)).isEqualTo(NOW);
    }

    private static PriceDraft draft(String sku, long amount, @Nullable Instant validFrom) {
        return new PriceDraft(sku, "GBP", new Tariff(amount, List.of(), null), validFrom, false);
    }
}
