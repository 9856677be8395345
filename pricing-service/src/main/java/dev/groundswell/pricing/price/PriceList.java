package dev.groundswell.pricing.price;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.cache.Recency;
import dev.groundswell.platform.commerce.Skus;
import dev.groundswell.platform.paging.SkuList;

/// A question for the prices of several skus: order kept, repeated ones once.
final class PriceList {

    private final List<String> asked;
    private final List<String> possible;
    private final String currency;

    /// @param skus separated by commas
    /// @throws dev.groundswell.platform.problem.Refusal 400 when it names none or more than 100
    PriceList(@Nullable String skus, String currency) {
        this.asked = SkuList.parse(skus);
        this.possible = asked.stream().filter(Skus::wellFormed).toList();
        this.currency = currency;
    }

    /// Emits the prices in the order asked, and names the skus that have none. Fails when one cannot be read.
    Uni<Found> from(KeptPrices prices, Recency freshness) {
        return prices.current(possible, currency, freshness).map(this::sort);
    }

    /// As [#from(KeptPrices, Recency)] for who keeps the answer: with how long each of them holds. One whose price cannot be read is left out; fails when
    /// that is all of them.
    Uni<Found> lasting(KeptPrices prices, Recency freshness) {
        return prices.current(possible, currency, freshness).map(this::sortReadable);
    }

    private Found sort(Shown answers) {
        List<Price> items = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>(asked);
        for (String sku : possible) {
            add(answers.of(sku), items, missing);
        }
        return new Found(items, List.copyOf(missing), null);
    }

    private Found sortReadable(Shown answers) {
        List<String> readable = possible.stream().filter(answers::knows).toList();
        List<Price> items = new ArrayList<>();
        Map<String, Long> left = new LinkedHashMap<>();
        Set<String> missing = new LinkedHashSet<>(asked);
        // What could not be read is neither: nobody knows whether it has a price.
        possible.stream().filter(sku -> !readable.contains(sku)).forEach(missing::remove);
        for (String sku : readable.isEmpty() ? possible : readable) {
            add(answers.of(sku), items, missing);
            Duration until = answers.left(sku);
            if (until != null) {
                left.put(sku, Math.max(0, until.toSeconds()));
            }
        }
        return new Found(items, List.copyOf(missing), left);
    }

    private static void add(InForce answer, List<Price> items, Set<String> missing) {
        Price price = answer.price();
        if (price != null) {
            items.add(price);
            missing.remove(price.sku());
        }
    }

    /// The answer to such a question.
    ///
    /// @param missing skus asked for that have no price, in the order asked
    /// @param left whole seconds until the clock changes the answer for a sku; `null` when nobody asked, and without the skus for which no such moment is
    ///     known
    @RegisterForReflection
    record Found(List<Price> items, List<String> missing, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Long> left) {}
}
