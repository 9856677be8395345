package dev.groundswell.catalog.pricing;

import com.fasterxml.jackson.databind.JsonNode;

/// What pricing says about one product.
public sealed interface PriceAnswer {

    /// It has this price, passed on as it came.
    ///
    /// @param version of the price, 0 when pricing gives none
    record Priced(JsonNode price, long version) implements PriceAnswer {}

    /// It has no price.
    record Unpriced() implements PriceAnswer {}

    /// Pricing did not say; whoever asks again may get an answer.
    record Unreachable() implements PriceAnswer {}
}
