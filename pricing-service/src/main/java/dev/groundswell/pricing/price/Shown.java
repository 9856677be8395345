package dev.groundswell.pricing.price;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.batching.Loaded;

/// What several skus cost at one moment.
///
/// @param at that moment
/// @param bySku what was found for each sku asked for, or why it cannot be read
public record Shown(Instant at, Map<String, Loaded<InForce>> bySku) {

    /// What is in force of a sku that was asked for; throws why it cannot be read.
    public InForce of(String sku) {
        return switch (Objects.requireNonNull(bySku.get(sku), sku)) {
            case Loaded.Found<InForce>(InForce found) -> found;
            case Loaded.Failed<InForce>(Throwable failure) ->
                throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
        };
    }

    /// Whether it is known what that sku costs, if anything.
    boolean knows(String sku) {
        return bySku.get(sku) instanceof Loaded.Found;
    }

    /// Time left until the clock changes the answer for a sku; `null` when it will not.
    @Nullable
    Duration left(String sku) {
        return of(sku).left(at);
    }
}
