package dev.groundswell.platform.stopping;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How a process ends that was asked to.
@ConfigMapping(prefix = "groundswell.stopping")
public interface StoppingConfig {

    /// How long batches under way may take to end once no more are begun. What takes longer is handled again by whoever gets the partition; more
    /// keeps the partitions waiting.
    @WithDefault("300ms")
    Duration batches();

    /// How long the process waits for Kafka to take the events that its last transactions decided. What takes longer waits in its table for another
    /// process's sweep.
    @WithDefault("3s")
    Duration events();
}
