package dev.groundswell.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

class DemoCatalogueTest {
    private final DemoCatalogue catalogue = new DemoCatalogue(Instant.parse("2026-11-23T10:00:00Z"));

    @Test
    void aProductIsTheSameWhateverIsGeneratedBeforeIt() {
        assertThat(catalogue.products(7, 7).getFirst()).isEqualTo(catalogue.products(1, 10).get(6));
        assertThat(catalogue.prices(7, 7).getFirst()).isEqualTo(catalogue.prices(1, 10).get(6));
    }

    @Test
    void everyProductHasAKnownManufacturerAndASku() {
        assertThat(catalogue.products(1, 300)).hasSize(300).allSatisfy(product -> {
            assertThat(catalogue.manufacturers()).containsKey((String) product.get("manufacturerId"));
            assertThat((String) product.get("sku")).matches("DEMO-[0-9]{4}");
        });
    }

    @Test
    void coversTwelveCategories() {
        assertThat(catalogue.products(1, 300).stream().map(product -> product.get("category")).collect(Collectors.toSet())).hasSize(12);
    }

    @Test
    void someAreCheaperByTheDozenAndSomeOnPromotion() {
        List<Map<String, Object>> prices = catalogue.prices(1, 300);

        assertThat(prices).allSatisfy(price -> assertThat((Integer) price.get("amount")).isPositive());
        assertThat(prices.stream().filter(price -> price.get("breaks") instanceof List<?> breaks && !breaks.isEmpty())).hasSizeBetween(40,
                120);
        assertThat(prices.stream().filter(price -> price.containsKey("promotion"))).hasSizeBetween(10, 60);
    }

    @Test
    void theProductOfTheFirstOrderIsInStock() {
        assertThat((Integer) catalogue.stock(1, 1).getFirst().get("onHand")).isPositive();
    }
}
