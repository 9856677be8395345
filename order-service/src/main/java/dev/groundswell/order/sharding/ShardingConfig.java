package dev.groundswell.order.sharding;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The databases that hold the orders.
@ConfigMapping(prefix = "groundswell.sharding")
public interface ShardingConfig {

    String username();

    String password();

    /// How long a shard may take to say what it owns. More makes a search for an owner wait for longer while a shard hangs.
    @WithDefault("2s")
    Duration patience();

    /// How long work waits for a slot that is being moved and belongs to nobody for a moment. More hides longer interruptions of a move; less tells clients
    /// sooner to come back.
    @WithDefault("3s")
    Duration moving();

    /// How often shards are asked what they own. Who meets a wrong owner asks at once; less often finds added shards later.
    @WithDefault("5s")
    Duration refresh();

    /// By name.
    Map<String, Shard> shards();

    /// One shard.
    interface Shard {

        /// `postgresql://host:port/database`. A shard without is refused at start, with its slots named.
        Optional<String> url();

        /// Its streaming replicas, each as its URL, joined by commas.
        Optional<List<String>> replicas();

        /// The slots it holds: `0-479` or `0-99,480`.
        String slots();
    }
}
