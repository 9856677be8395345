package dev.groundswell.order.placing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import dev.groundswell.order.sharding.Shards;
import dev.groundswell.platform.commit.GroupCommit;
import dev.groundswell.platform.commit.GroupCommitConfig;
import dev.groundswell.platform.consistency.Seen;
import dev.groundswell.platform.outage.Outages;

/// The group commits of accepted orders, one a shard. Made at start, so that their metrics are there before the first order.
@Startup
@Singleton
class AcceptCommits {

    private final Map<String, GroupCommit<Acceptance, Committed>> byShard = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final Outages outages;
    private final GroupCommitConfig config;
    private final MeterRegistry registry;

    AcceptCommits(Shards shards, Vertx vertx, Outages outages, GroupCommitConfig config, MeterRegistry registry) {
        this.vertx = vertx;
        this.outages = outages;
        this.config = config;
        this.registry = registry;
        shards.everyShard().forEach(shard -> byShard.put(shard.name(), commitsOf(shard)));
    }

    /// Emits when an order is durable, and its event is then being published, or has met a known key or a slot that is not here.
    GroupCommit<Acceptance, Committed> of(Shards.Shard shard) {
        return byShard.computeIfAbsent(shard.name(), name -> commitsOf(shard));
    }

    private GroupCommit<Acceptance, Committed> commitsOf(Shards.Shard shard) {
        GroupCommit<Acceptance, Committed> commits = new GroupCommit<>(shard.name(), vertx, group -> accept(shard, group),
                acceptance -> acceptance.order().lines().size(), outages::explain, config, registry);
        shard.guard().whenOpen(() -> commits.dismiss(new CircuitBreakerOpenException("shard " + shard.name() + " is away")));
        return commits;
    }

    private static Uni<List<Committed>> accept(Shards.Shard shard, List<Acceptance> group) {
        return shard.pool()
                .withConnection(connection -> Acceptances.accept(connection, group)
                        .invoke(fresh -> shard.outbox().publish(List.copyOf(fresh.values())))
                        .chain(fresh -> shard.database().written(connection).map(written -> committed(group, fresh.keySet(), written))));
    }

    private static List<Committed> committed(List<Acceptance> group, Set<UUID> fresh, Seen written) {
        return group.stream().map(acceptance -> new Committed(fresh.contains(acceptance.order().id()), written)).toList();
    }

    /// What became of an acceptance.
    ///
    /// @param fresh whether it made a new order
    /// @param written what of the shard is durable by now
    record Committed(boolean fresh, Seen written) {}
}
