package dev.groundswell.platform.consistency;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// When replicas are read.
@ConfigMapping(prefix = "groundswell.replicas")
public interface ConsistencyConfig {

    /// By which the service's database is known in consistency tokens and metrics. The same in every service and for ever, or tokens of before mean
    /// nothing. The shards of a sharded service have their own names.
    Optional<String> database();

    /// Streaming replicas of the service's database, each as `postgresql://host:port/database`, joined by commas. A sharded service names them with
    /// its shards.
    Optional<List<String>> addresses();

    /// How often each process asks primary and replicas how far they are, while somebody reads. Less costs two small statements a replica; more leaves
    /// fresh writes to the primary for longer.
    @WithDefault("100ms")
    Duration every();

    /// A replica that is further behind is not read. More shows those who sent no token older lists.
    @WithDefault("1s")
    Duration maxLag();

    /// How long a read waits for a replica before it goes to the primary, and how long a replica may take to say how far it is.
    @WithDefault("500ms")
    Duration patience();

    /// So long after the last read nobody asks any more, and the first read after it goes to the primary.
    @WithDefault("30s")
    Duration idle();
}
