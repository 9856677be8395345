package dev.groundswell.platform.breaker;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// When calls to another service are given up; see [ServiceBreakers].
@ConfigMapping(prefix = "groundswell.service-breaker")
public interface ServiceBreakerConfig {

    /// The last so many calls are judged, and none before there were that many. More lets more requests wait for a service that hangs.
    @WithDefault("6")
    int calls();

    /// The breaker opens when at least this part of them failed. With less than all of them one of several instances that fails would cost the others'
    /// answers.
    @WithDefault("1.0")
    double failureRatio();

    /// How long it stays open before one call may try again. More spares waits for a service that hangs and is later to see that it is back.
    @WithDefault("1s")
    Duration pause();
}
