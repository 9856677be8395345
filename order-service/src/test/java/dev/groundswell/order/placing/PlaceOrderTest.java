package dev.groundswell.order.placing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.groundswell.order.orders.Order;
import dev.groundswell.platform.commerce.Money;
import dev.groundswell.platform.problem.FieldError;
import dev.groundswell.platform.problem.Refusal;

class PlaceOrderTest {

    @Test
    void makesOneLineOfEqualSkusAtThePlaceOfTheFirst() {
        OrderRequest request = order(line("A", 1), line("B", 2), line("A", 3)).checked();
        assertThat(request.lines()).containsExactly(new Order.Line("A", 4), new Order.Line("B", 2));
    }

    @Test
    void pointsAtEverythingWrongAtOnce() {
        assertThat(pointers(
                new PlaceOrder("XXQ", List.of(line("A", 1), line("", 0), line("B", null)), new PlaceOrder.Expectation("EUR", -1L))))
                .containsExactly("/currency", "/lines/1/sku", "/lines/1/quantity", "/lines/2/quantity", "/expectedTotal/currency",
                        "/expectedTotal/amount");
    }

    @Test
    void boundsTheSumOfEqualSkusAtTheLineThatExceedsIt() {
        assertThat(pointers(order(line("A", 600_000L), line("B", 1), line("A", 400_001L)))).containsExactly("/lines/2/quantity");
        assertThat(order(line("A", 600_000L), line("A", 400_000L)).checked().lines()).containsExactly(new Order.Line("A", 1_000_000));
    }

    @Test
    void takesOneToAThousandLines() {
        assertThat(new PlaceOrder("GBP", Collections.nCopies(1_000, line("A", 1)), null).checked().lines())
                .containsExactly(new Order.Line("A", 1_000));
        assertThat(pointers(new PlaceOrder("GBP", Collections.nCopies(1_001, line("A", 1)), null))).containsExactly("/lines");
        assertThat(pointers(new PlaceOrder("GBP", List.of(), null))).containsExactly("/lines");
        assertThat(pointers(new PlaceOrder("GBP", null, null))).containsExactly("/lines");
        assertThat(pointers(new PlaceOrder("GBP", Collections.singletonList(null), null))).containsExactly("/lines/0");
    }

    @Test
    void knowsTheSameRequestWhateverItsOrder() {
        byte[] first = order(line("A", 1), line("B", 2)).checked().fingerprint();
        assertThat(order(line("B", 2), line("A", 1)).checked().fingerprint()).isEqualTo(first);
        assertThat(order(line("B", 1), line("B", 1), line("A", 1)).checked().fingerprint()).isEqualTo(first);
        assertThat(order(line("A", 2), line("B", 1)).checked().fingerprint()).isNotEqualTo(first);
        assertThat(new OrderRequest("EUR", List.of(new Order.Line("A", 1), new Order.Line("B", 2)), null).fingerprint())
                .isNotEqualTo(first);
        assertThat(new OrderRequest("GBP", List.of(new Order.Line("A", 1), new Order.Line("B", 2)), new Money("GBP", 5)).fingerprint())
                .isNotEqualTo(first);
    }

    private static PlaceOrder order(PlaceOrder.Line... lines) {
        return new PlaceOrder("GBP", List.of(lines), null);
    }

    private static PlaceOrder.Line line(String sku, @Nullable Long quantity) {
        return new PlaceOrder.Line(sku, quantity);
    }

    private static PlaceOrder.Line line(String sku, int quantity) {
        return new PlaceOrder.Line(sku, (long) quantity);
    }

    private static List<String> pointers(PlaceOrder body) {
        Refusal refusal = catchThrowableOfType(Refusal.class, body::checked);
        assertThat(refusal.problem().status()).isEqualTo(422);
        List<FieldError> errors = refusal.problem().errors();
        return errors == null ? List.of() : errors.stream().map(FieldError::pointer).toList();
    }
}
