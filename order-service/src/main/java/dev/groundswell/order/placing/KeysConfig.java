package dev.groundswell.order.placing;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How long keys are remembered.
@ConfigMapping(prefix = "groundswell.idempotency-keys")
public interface KeysConfig {

    /// An order's key is remembered for as long, and deleted within an hour after. Clients are promised a day; the hour more is for clocks that differ.
    /// More replays to clients that come back later, and keeps a row an order for longer.
    @WithDefault("25h")
    Duration kept();
}
