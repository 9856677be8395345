package dev.groundswell.platform.batching;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How many reads may share a load and how long they wait, for each [Batcher] of a service.
@ConfigMapping(prefix = "groundswell.batching")
public interface BatcherConfig {

    /// Different keys of one load; more make several, one after the other. More saves statements under load and makes all who share one wait for its
    /// longest answer.
    @WithDefault("256")
    int keys();

    /// Calls that may wait for a load to begin; beyond it they are refused at once. More means a longer wait in overload, not more reads done.
    @WithDefault("4096")
    int waiting();

    /// How long a call waits for its load to begin, and how long a load may take before its callers are told that it is not back. More waits longer for
    /// a database that hangs, and so does everybody who reads through the same batcher.
    @WithDefault("3s")
    Duration patience();
}
