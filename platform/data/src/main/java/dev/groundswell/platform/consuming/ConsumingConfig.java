package dev.groundswell.platform.consuming;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How batches of events are handled.
@ConfigMapping(prefix = "groundswell.consuming")
public interface ConsumingConfig {

    /// How long a handler may take for a batch before it is asked once more: a connection that hangs tells nobody. More waits longer for such
    /// a one; less repeats what is only slow. Less than `groundswell.progress.stalled-after`.
    @WithDefault("30s")
    Duration attempt();
}
