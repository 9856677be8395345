package dev.groundswell.pricing.price;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// A price as a client writes it, with all a GET serves, so that what was read can be written back.
///
/// @param version read-only: accepted and ignored
@RegisterForReflection
public record PriceBody(@Nullable String sku, @Nullable String currency, @Nullable Long amount, @Nullable Instant validFrom,
        @Nullable List<@Nullable BreakBody> breaks, @Nullable PromotionBody promotion, @Nullable String derivedFrom,
        @Nullable Long version) {

    /// A break as a client writes it.
    @RegisterForReflection
    public record BreakBody(@Nullable Long minQuantity, @Nullable Long amount) {}

    /// A promotion as a client writes it.
    @RegisterForReflection
    public record PromotionBody(@Nullable Long percentOff, @Nullable Instant from, @Nullable Instant until) {}

    /// Many prices, all or nothing.
    @RegisterForReflection
    public record Batch(@Nullable List<@Nullable PriceBody> items) {}
}
