package dev.groundswell.gateway.body;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How long the gateway listens to a request.
@ConfigMapping(prefix = "groundswell.body")
public interface BodySettings {

    /// From the moment somebody wants a body to its end; then it is refused with 408. More lets slow lines upload larger batches; a client that
    /// sends byte by byte then holds a connection to a service as long.
    @WithDefault("60s")
    Duration time();
}
