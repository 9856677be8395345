package dev.groundswell.order.placing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import dev.groundswell.order.sharding.Shards;
import dev.groundswell.platform.commit.GroupCommit;
import dev.groundswell.platform.commit.GroupCommitConfig;
import dev.groundswell.platform.outage.Outages;

/// The group commits of accepted orders, one a shard. Made at start, so that their metrics are there before the first order.
@Startup
@Singleton
class AcceptCommits {

    private final Map<String, GroupCommit<Acceptance, Boolean>> byShard = new HashMap<>();

    AcceptCommits(Shards shards, Vertx vertx, Outages outages, GroupCommitConfig config, MeterRegistry registry) {
        for (Shards.Shard shard : shards.everyShard()) {
            GroupCommit<Acceptance, Boolean> commits = new GroupCommit<>(shard.name(), vertx, group -> accept(shard, group),
                    acceptance -> acceptance.order().lines().size(), outages::explain, config, registry);
            shard.guard().whenOpen(() -> commits.dismiss(new CircuitBreakerOpenException("shard " + shard.name() + " is away")));
            byShard.put(shard.name(), commits);
        }
    }

    /// Emits `true` for an order that is new and durable; its event is then being published. `false` met a known key or a slot that is not here.
    GroupCommit<Acceptance, Boolean> of(Shards.Shard shard) {
        GroupCommit<Acceptance, Boolean> commits = byShard.get(shard.name());
        if (commits == null) {
            throw new IllegalArgumentException("unknown shard: " + shard.name());
        }
        return commits;
    }

    private static Uni<List<Boolean>> accept(Shards.Shard shard, List<Acceptance> group) {
        return shard.pool()
                .withConnection(connection -> Acceptances.accept(connection, group))
                .invoke(fresh -> shard.outbox().publish(List.copyOf(fresh.values())))
                .map(fresh -> group.stream().map(acceptance -> fresh.containsKey(acceptance.order().id())).toList());
    }
}
