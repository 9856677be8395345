package dev.groundswell.pricing.quote;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// A basket as a client sends it.
@RegisterForReflection
public record QuoteRequest(@Nullable String currency, @Nullable List<@Nullable Line> lines) {

    /// One line of it.
    @RegisterForReflection
    public record Line(@Nullable String sku, @Nullable Long quantity) {}
}
