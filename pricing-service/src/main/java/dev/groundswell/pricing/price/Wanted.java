package dev.groundswell.pricing.price;

import java.time.Instant;

/// A question for the price of a sku in a currency at a moment.
public record Wanted(String sku, String currency, Instant at) {}
