package dev.groundswell.pricing.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.groundswell.platform.commerce.Money;
import dev.groundswell.platform.events.OrderEvent;
import dev.groundswell.platform.events.OrderEvent.Line;
import dev.groundswell.platform.events.Topic;
import dev.groundswell.pricing.price.InForce;
import dev.groundswell.pricing.price.Price;
import dev.groundswell.pricing.rule.Promotion;

class VerdictTest {

    private static final Instant PLACED = Instant.parse("2026-06-01T12:00:00Z");
    private static final InForce NONE = new InForce(null, null, null);

    @Test
    void aPricedOrderNamesUnitPricesAndTotals() {
        Verdict verdict = Verdict.on(order(null, line("A", 2), line("B", 3)), List.of(price("A", 250), price("B", 999)));

        assertThat(verdict.topic()).isEqualTo(Topic.ORDER_PRICED);
        assertThat(verdict.step()).isEqualTo("priced by pricing: GBP 3497");
        assertThat(verdict.order().total()).isEqualTo(gbp(3_497));
        assertThat(verdict.order().lines())
                .containsExactly(new Line("A", 2, gbp(250), gbp(500)), new Line("B", 3, gbp(999), gbp(2_997)));
    }

    @Test
    void aPromotionCountsIfItRanWhenTheOrderWasPlaced() {
        Promotion until = new Promotion(10, PLACED.minusSeconds(60), PLACED);
        Promotion from = new Promotion(10, PLACED, PLACED.plusSeconds(60));

        assertThat(Verdict.on(order(null, line("A", 1)), List.of(price("A", 805, until))).order().total()).isEqualTo(gbp(805));
        assertThat(Verdict.on(order(null, line("A", 1)), List.of(price("A", 805, from))).order().total()).isEqualTo(gbp(725));
    }

    @Test
    void everyLineWithoutAPriceIsNamed() {
        Verdict verdict = Verdict.on(order(null, line("A", 1), line("B", 1), line("C", 1)), List.of(NONE, price("B", 1), NONE));

        assertThat(verdict.topic()).isEqualTo(Topic.ORDER_REJECTED);
        assertThat(verdict.order().reasons()).extracting(OrderEvent.Reason::code).containsExactly("no-price", "no-price");
        assertThat(verdict.order().reasons()).extracting(OrderEvent.Reason::sku).containsExactly("A", "C");
        assertThat(verdict.order().total()).isNull();
    }

    @Test
    void aTotalBeyondTheBoundIsRejected() {
        Verdict verdict = Verdict.on(order(null, line("A", 1_000_000)), List.of(price("A", 1_000_000_001)));

        assertThat(verdict.order().reasons()).extracting(OrderEvent.Reason::code).containsExactly("total-too-large");
    }

    @Test
    void anExpectedTotalMustBeMet() {
        assertThat(Verdict.on(order(gbp(500), line("A", 2)), List.of(price("A", 250))).topic()).isEqualTo(Topic.ORDER_PRICED);

        Verdict other = Verdict.on(order(gbp(1), line("A", 2)), List.of(price("A", 250)));
        assertThat(other.topic()).isEqualTo(Topic.ORDER_REJECTED);
        assertThat(other.order().reasons()).containsExactly(new OrderEvent.Reason("price-changed", null, "expected GBP 1, is GBP 500"));

        Verdict currency = Verdict.on(order(new Money("EUR", 500), line("A", 2)), List.of(price("A", 250)));
        assertThat(currency.order().reasons())
                .containsExactly(new OrderEvent.Reason("price-changed", null, "expected EUR 500, is GBP 500"));
    }

    private static OrderEvent order(@Nullable Money expected, Line... lines) {
        return new OrderEvent(UUID.fromString("0190a000-0000-7000-8000-000000000000"), "cust", "queued", "GBP", List.of(lines), null, null,
                PLACED,
                PLACED, 1, 7, expected);
    }

    private static Line line(String sku, int quantity) {
        return new Line(sku, quantity, null, null);
    }

    private static InForce price(String sku, long amount) {
        return price(sku, amount, null);
    }

    private static InForce price(String sku, long amount, @Nullable Promotion promotion) {
        return new InForce(new Price(sku, "GBP", amount, PLACED, List.of(), promotion, null, 1), "\"1\"", null);
    }

    private static Money gbp(long amount) {
        return new Money("GBP", amount);
    }
}
