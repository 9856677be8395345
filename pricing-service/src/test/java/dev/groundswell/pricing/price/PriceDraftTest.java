package dev.groundswell.pricing.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

import dev.groundswell.platform.problem.FieldError;
import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.pricing.price.PriceBody.BreakBody;
import dev.groundswell.pricing.price.PriceBody.PromotionBody;
import dev.groundswell.pricing.rule.Break;
import dev.groundswell.pricing.rule.Promotion;
import dev.groundswell.pricing.rule.Tariff;

/// Bodies with members left out are what is tested here.
@NullUnmarked
class PriceDraftTest {

    private static final Instant FROM = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-06-02T12:00:00Z");

    @Test
    void takesWhatIsWithinTheBounds() {
        PriceDraft draft = PriceDraft.of("A",
                body("A", "GBP", 1_000_000_000_000L, List.of(new BreakBody(2L, 0L), new BreakBody(1_000_000L, 5L)),
                        new PromotionBody(100L, FROM, UNTIL)));

        assertThat(draft).isEqualTo(new PriceDraft("A", "GBP",
                new Tariff(1_000_000_000_000L, List.of(new Break(2, 0), new Break(1_000_000, 5)), new Promotion(100, FROM, UNTIL)), null,
                false));
    }

    @Test
    void anythingOutsideIsNamed() {
        assertThat(pointers(() -> PriceDraft.of("A", body("B", null, null, null, null)))).containsExactly("/sku", "/currency", "/amount");
        assertThat(pointers(() -> PriceDraft.of("A", body(null, "XXQ", -1L, null, null)))).containsExactly("/currency", "/amount");
        assertThat(pointers(() -> PriceDraft.of("A", body(null, "GBP", 1_000_000_000_001L, null, null)))).containsExactly("/amount");
        assertThat(pointers(() -> PriceDraft.of("A", body(null, "GBP", 1L,
                Arrays.asList(new BreakBody(1L, 1L), null, new BreakBody(1_000_001L, -1L), new BreakBody(null, null)), null))))
                .containsExactly("/breaks/0/minQuantity", "/breaks/1", "/breaks/2/amount", "/breaks/2/minQuantity", "/breaks/3/amount",
                        "/breaks/3/minQuantity");
    }

    @Test
    void breaksAscend() {
        assertThat(pointers(() -> PriceDraft.of("A", body(null, "GBP", 1L, List.of(new BreakBody(10L, 1L), new BreakBody(10L, 1L)), null))))
                .containsExactly("/breaks/1/minQuantity");
        assertThat(pointers(() -> PriceDraft.of("A", body(null, "GBP", 1L, List.of(new BreakBody(10L, 1L), new BreakBody(9L, 1L)), null))))
                .containsExactly("/breaks/1/minQuantity");
    }

    @Test
    void twentyBreaksAreTheMost() {
        List<BreakBody> twenty = LongStream.range(2, 22).mapToObj(minimum -> new BreakBody(minimum, 1L)).toList();
        List<BreakBody> more = new ArrayList<>(twenty);
        more.add(new BreakBody(100L, 1L));

        assertThat(PriceDraft.of("A", body(null, "GBP", 1L, List.copyOf(twenty), null)).tariff().breaks()).hasSize(20);
        assertThat(pointers(() -> PriceDraft.of("A", body(null, "GBP", 1L, List.copyOf(more), null)))).containsExactly("/breaks");
    }

    @Test
    void aPromotionIsWholeAndEndsAfterItBegan() {
        assertThat(pointers(() -> PriceDraft.of("A", body(null, "GBP", 1L, null, new PromotionBody(0L, null, null)))))
                .containsExactly("/promotion/percentOff", "/promotion/from", "/promotion/until");
        assertThat(pointers(() -> PriceDraft.of("A", body(null, "GBP", 1L, null, new PromotionBody(101L, FROM, UNTIL)))))
                .containsExactly("/promotion/percentOff");
        assertThat(pointers(() -> PriceDraft.of("A", body(null, "GBP", 1L, null, new PromotionBody(10L, FROM, FROM)))))
                .containsExactly("/promotion/until");
    }

    @Test
    void aBatchNamesTheItem() {
        PriceBody good = body("A", "GBP", 1L, null, null);

        assertThat(pointers(() -> PriceDraft
                .of(new PriceBody.Batch(Arrays.asList(good, null, body(null, "GBP", 1L, null, null), body("-", "GBP", -1L, null, null))))))
                .containsExactly("/items/1", "/items/2/sku", "/items/3/sku", "/items/3/amount");
        assertThat(pointers(() -> PriceDraft.of(new PriceBody.Batch(null)))).containsExactly("/items");
        assertThat(pointers(() -> PriceDraft.of(new PriceBody.Batch(Collections.nCopies(1_001, good))))).containsExactly("/items");
        assertThat(PriceDraft.of(new PriceBody.Batch(List.of()))).isEmpty();
    }

    private static PriceBody body(String sku, String currency, Long amount, List<BreakBody> breaks, PromotionBody promotion) {
        return new PriceBody(sku, currency, amount, null, breaks, promotion, null, 7L);
    }

    private static List<String> pointers(ThrowingCallable reading) {
        Refusal refusal = catchThrowableOfType(Refusal.class, reading);
        assertThat(refusal.problem().status()).isEqualTo(422);
        return refusal.problem().errors().stream().map(FieldError::pointer).toList();
    }
}
