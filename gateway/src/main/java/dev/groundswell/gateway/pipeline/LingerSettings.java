package dev.groundswell.gateway.pipeline;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How long the gateway listens to a client that goes on sending after it was answered.
@ConfigMapping(prefix = "groundswell.linger")
public interface LingerSettings {

    /// More lets slower clients read why they were refused; each holds a connection as long.
    @WithDefault("3s")
    Duration time();

    /// More lets larger uploads end in peace; each costs that much bandwidth for nothing.
    @WithDefault("16M")
    MemorySize amount();
}
