package dev.groundswell.platform.progress;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// When a consumer counts as stalled.
@ConfigMapping(prefix = "groundswell.progress")
public interface ProgressConfig {

    /// How long records may be delivered or wait without anything being committed before the process is not ready. Has to be longer than
    /// `groundswell.consuming.attempt`, or a part that hangs would be taken for a stalled consumer. More notices later.
    @WithDefault("60s")
    Duration stalledAfter();

    /// Time between two looks. Less asks Kafka more often for the offsets of the group.
    @WithDefault("5s")
    Duration lookEvery();
}
