package dev.groundswell.catalog.pricing;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/// What pricing says about one product.
public sealed interface PriceAnswer {

    /// Time until this changes by the clock, counted from the answer; `null` when pricing named no such moment.
    @Nullable
    Duration left();

    /// It has this price, passed on as it came.
    ///
    /// @param version of the price, 0 when pricing gives none
    record Priced(JsonNode price, long version, @Nullable Duration left) implements PriceAnswer {}

    /// It has no price, yet.
    record Unpriced(@Nullable Duration left) implements PriceAnswer {}

    /// Pricing did not say; whoever asks again may get an answer.
    record Unreachable() implements PriceAnswer {

        @Override
        public @Nullable Duration left() {
            return null;
        }
    }
}
