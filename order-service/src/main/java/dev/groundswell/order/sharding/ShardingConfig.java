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

    /// When requests give a shard up.
    Breaker breaker();

    /// By name.
    Map<String, Shard> shards();

    /// The bound of a request's calls to a shard, and the circuit breaker that watches them, one a shard.
    interface Breaker {

        /// How long a request waits for one call, its wait for a connection or a commit included; then it is answered with 503. More makes clients of
        /// a shard that hangs wait for longer before the breaker opens; less takes a slow moment for an outage.
        @WithDefault("3s")
        Duration bound();

        /// The last so many calls are judged, and none before there were that many. More takes longer to see that a shard is away.
        @WithDefault("6")
        int calls();

        /// The breaker opens when at least this part of them met an outage or ran out of time. With less than all of them a shard that is merely slow, or a
        /// process that is short of processor time, would be taken for dead, and opening would add to its load.
        @WithDefault("1.0")
        double failureRatio();

        /// How long it stays open before one call may try again. More asks a dead shard less often and is later to see that it is back.
        @WithDefault("1s")
        Duration pause();
    }

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
