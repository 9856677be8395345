package dev.groundswell.pricing.repricing;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What repricing tells of, and how gently it goes about it.
@ConfigMapping(prefix = "groundswell.repricing")
public interface RepricingConfig {

    /// Currencies whose derived prices are told, as ISO 4217 codes; without it all that have a rate, and the euro. Each more makes events and rows longer. What
    /// is not told of is derived at reads all the same.
    Optional<Set<String>> currencies();

    /// How long a transaction should take: as many skus go into one. More is quicker in all and makes locks last longer.
    @WithDefault("30ms")
    Duration aim();
}
