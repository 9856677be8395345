package dev.groundswell.order.cancelling;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What customers may take back.
@ConfigMapping(prefix = "order")
public interface CancelConfig {

    /// For how long after its confirmation an order may still be cancelled.
    @WithDefault("30m")
    Duration cancelWindow();
}
