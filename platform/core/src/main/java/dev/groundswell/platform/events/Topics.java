package dev.groundswell.platform.events;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How topics are named and cut; the same for every service of one installation.
@ConfigMapping(prefix = "groundswell.topics")
public interface Topics {

    /// Put before every topic's name, so that several installations can share a Kafka.
    Optional<String> prefix();

    /// Partitions of each order topic, fixed when it is created: an order's partition follows from its slot.
    @WithDefault("12")
    int partitions();
}
