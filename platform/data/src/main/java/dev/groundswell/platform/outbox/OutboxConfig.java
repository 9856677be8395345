package dev.groundswell.platform.outbox;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How the outbox publishes.
@ConfigMapping(prefix = "groundswell.outbox")
public interface OutboxConfig {

    /// Rows sent to Kafka and deleted together. Higher saves statements and makes an outage's re-sent tail longer.
    @WithDefault("500")
    int batch();

    /// Rows held in memory after their commit. Beyond it they are left to the sweeper, which bounds memory while Kafka is away.
    @WithDefault("10000")
    int waiting();

    /// Age at which a row counts as forgotten, and for how long a sweeper that claimed it has it for itself.
    @WithDefault("5s")
    Duration sweepAfter();
}
