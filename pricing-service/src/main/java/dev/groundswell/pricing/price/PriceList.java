package dev.groundswell.pricing.price;

import java.time.Duration;
import java.time.Instant;
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

    /// Emits the prices in the order asked, and names the skus that have none. To be shown only: a replica may answer.
    Uni<Found> from(Prices prices, Instant now) {
        return prices.show(possible.stream().map(sku -> new Wanted(sku, currency, now)).toList()).map(this::sort);
    }

    /// As [#from(Prices, Instant)] for who keeps the answer: the newest there are, and how long each of them holds.
    Uni<Found> lasting(Prices prices) {
        return prices.current(possible, currency).map(this::sort);
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
        return new Found(items, List.copyOf(missing), null);
    }

    private Found sort(Map<String, Prices.Current> answers) {
        List<Price> items = new ArrayList<>();
        Map<String, Long> left = new LinkedHashMap<>();
        Set<String> missing = new LinkedHashSet<>(asked);
        // What could not be read is neither: nobody knows whether it has a price.
        possible.stream().filter(sku -> !answers.containsKey(sku)).forEach(missing::remove);
        for (String sku : possible) {
            Prices.Current answer = answers.get(sku);
            Price price = answer == null ? null : answer.found().price();
            Duration until = answer == null ? null : answer.left();
            if (price != null) {
                items.add(price);
                missing.remove(sku);
            }
            if (until != null) {
                left.put(sku, Math.max(0, until.toSeconds()));
            }
        }
        return new Found(items, List.copyOf(missing), left);
    }

    /// The answer to such a question.
    ///
    /// @param missing skus asked for that have no price, in the order asked
    /// @param left whole seconds until the clock changes the answer for a sku; `null` when nobody asked, and without the skus for which no such moment is
    ///     known
    @RegisterForReflection
    record Found(List<Price> items, List<String> missing, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Long> left) {}
}
