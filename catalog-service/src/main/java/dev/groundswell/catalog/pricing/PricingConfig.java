package dev.groundswell.catalog.pricing;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How prices are asked for.
@ConfigMapping(prefix = "groundswell.catalog.pricing")
public interface PricingConfig {

    /// The currency of the price in an expanded product.
    @WithDefault("GBP")
    String currency();

    /// How long an expanded product waits for its price, connecting included. Higher shows more prices while pricing is slow, and
    /// makes every reader wait for them.
    @WithDefault("500ms")
    Duration timeout();
}
