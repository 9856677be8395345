package dev.groundswell.order.sharding;

import java.time.Duration;
import java.util.Map;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The databases that hold the orders.
@ConfigMapping(prefix = "groundswell.sharding")
public interface ShardingConfig {

    String username();

    String password();

    /// Most connections to each shard from this process. Higher serves more at once and takes from the server's own bound.
    @WithDefault("10")
    int poolSize();

    /// After this long an unused connection is closed.
    @WithDefault("30s")
    Duration idle();

    /// How long a request waits for a free connection, and for a connect.
    @WithDefault("2s")
    Duration patience();

    /// By name.
    Map<String, Shard> shards();

    /// One shard.
    interface Shard {

        /// `postgresql://host:port/database`
        String url();

        /// The slots it holds: `0-479` or `0-99,480`.
        String slots();
    }
}
