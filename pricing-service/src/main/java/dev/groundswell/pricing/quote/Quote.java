package dev.groundswell.pricing.quote;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.groundswell.platform.commerce.Money;

/// What a basket costs at the moment of the answer.
@RegisterForReflection
public record Quote(String currency, List<Line> lines, Money total) {

    /// One sku of it.
    ///
    /// @param total unit price × quantity
    @RegisterForReflection
    public record Line(String sku, long quantity, Money unitPrice, Money total) {}
}
