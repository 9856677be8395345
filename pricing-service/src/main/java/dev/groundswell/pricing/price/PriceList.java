package dev.groundswell.pricing.price;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.commerce.Skus;
import dev.groundswell.platform.paging.SkuList;

/// A question for the prices of several skus: order kept, repeated ones once.
final class PriceList {

    private final List<String> asked;
    private final List<Wanted> wanted;

    /// @param skus separated by commas
    /// @throws dev.groundswell.platform.problem.Refusal 400 when it names none or more than 100
    PriceList(@Nullable String skus, String currency, Instant at) {
        this.asked = SkuList.parse(skus);
        this.wanted = asked.stream().filter(Skus::wellFormed).map(sku -> new Wanted(sku, currency, at)).toList();
    }

    /// Emits the prices in the order asked, and names the skus that have none.
    Uni<Found> from(Prices prices) {
        return prices.show(wanted).map(this::sort);
    }

    private Found sort(List<InForce> answers) {
        List<Price> items = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>(asked);
        for (InForce answer : answers) {
            Price price = answer.price();
            if (price != null) {
                items.add(price);
                missing.remove(price.sku());
            }
        }
        return new Found(items, List.copyOf(missing));
    }

    /// The answer to such a question.
    ///
    /// @param missing skus asked for that have no price, in the order asked
    @RegisterForReflection
    record Found(List<Price> items, List<String> missing) {}
}
