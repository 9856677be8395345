package dev.groundswell.gateway.edge;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How the edge cache treats what it cannot keep and services it cannot reach.
@ConfigMapping(prefix = "groundswell.edge-cache")
public interface EdgeCacheSettings {

    /// After an answer that could not be kept, how long requests for the same pass in parallel instead of waiting for each other. More helps
    /// what is never kept; a thing that can be kept again is asked for in parallel as much longer.
    @WithDefault("10s")
    Duration passing();

    /// What such things may take of the heap to be remembered. More remembers more of them.
    @WithDefault("2M")
    MemorySize passingSize();

    /// How long after it became stale an answer that names no bound itself may stand in for a service that cannot be reached. More shows older
    /// answers during an outage.
    @WithDefault("60s")
    Duration staleWhileUnreachable();

    /// What readers of a body that is too large to be kept may be behind the fastest of them. More lets a slow one hold up the others later;
    /// each such answer takes as much memory.
    @WithDefault("256K")
    MemorySize largestLag();
}
