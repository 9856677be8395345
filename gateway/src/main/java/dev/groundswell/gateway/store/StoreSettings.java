package dev.groundswell.gateway.store;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How much is kept.
@ConfigMapping(prefix = "groundswell.store")
public interface StoreSettings {

    /// Of all kept answers together, in heap. More answers more requests without a service; the process needs as much more memory.
    @WithDefault("64M")
    MemorySize size();

    /// Of one answer. More keeps larger ones; each pushes out as many small ones. Larger answers pass and are not kept.
    @WithDefault("1M")
    MemorySize largest();

    /// An answer nobody has asked for in this time goes. More saves transfers after a pause, since stale answers are asked about by their tag.
    @WithDefault("10m")
    Duration unused();
}
