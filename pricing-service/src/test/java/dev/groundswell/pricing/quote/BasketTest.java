package dev.groundswell.pricing.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

import dev.groundswell.platform.problem.FieldError;
import dev.groundswell.platform.problem.Refusal;

/// Bodies with members left out are what is tested here.
@NullUnmarked
class BasketTest {

    @Test
    void sumsEqualSkusInTheirFirstPlace() {
        Basket basket = Basket.of(request("GBP", line("A", 1L), line("B", 2L), line("A", 3L), line("a", 4L)));

        assertThat(basket.lines()).containsExactly(new Basket.Line("A", 4, 0), new Basket.Line("B", 2, 1), new Basket.Line("a", 4, 3));
    }

    @Test
    void saysAllThatIsWrongWithPointers() {
        assertThat(pointers(request("XXQ", line("A", 0L), line("", 1L), line("B", null), null, line(null, 1_000_001L))))
                .containsExactly("/currency", "/lines/0/quantity", "/lines/1/sku", "/lines/2/quantity", "/lines/3", "/lines/4/sku",
                        "/lines/4/quantity");
    }

    @Test
    void boundsTheSumAndNotOnlyItsParts() {
        assertThat(pointers(request("GBP", line("A", 600_000L), line("A", 600_000L)))).containsExactly("/lines/1/quantity");
        assertThat(Basket.of(request("GBP", line("A", 600_000L), line("A", 400_000L))).lines()).hasSize(1);
    }

    @Test
    void needsOneToAThousandLines() {
        assertThat(pointers(new QuoteRequest("GBP", List.of()))).containsExactly("/lines");
        assertThat(pointers(new QuoteRequest("GBP", null))).containsExactly("/lines");
        assertThat(pointers(new QuoteRequest("GBP", Collections.nCopies(1_001, line("A", 1L))))).containsExactly("/lines");
        assertThat(Basket.of(new QuoteRequest("GBP", new ArrayList<>(Collections.nCopies(1_000, line("A", 1L))))).lines()).hasSize(1);
    }

    private static List<String> pointers(QuoteRequest request) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> Basket.of(request));
        assertThat(refusal.problem().status()).isEqualTo(422);
        return refusal.problem().errors().stream().map(FieldError::pointer).toList();
    }

    private static QuoteRequest request(String currency, QuoteRequest.Line... lines) {
        return new QuoteRequest(currency, Arrays.asList(lines));
    }

    private static QuoteRequest.Line line(String sku, Long quantity) {
        return new QuoteRequest.Line(sku, quantity);
    }
}
