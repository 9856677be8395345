package dev.groundswell.pricing.fetching;

import io.smallrye.mutiny.Uni;

/// Who publishes rates. Thread-safe.
@FunctionalInterface
interface Provider {

    /// Emits what it says now, on any thread, within no bound of its own; cancelling gives it up. Fails when it does not answer, or with [Unbelievable] when it
    /// answers with what can be no document.
    Uni<byte[]> document();
}
