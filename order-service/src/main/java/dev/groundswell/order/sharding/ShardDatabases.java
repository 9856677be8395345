package dev.groundswell.order.sharding;

import java.util.Collection;

import jakarta.inject.Singleton;

import dev.groundswell.platform.job.JobDatabase;
import dev.groundswell.platform.job.JobDatabases;

/// Has every job run at every shard, also at those that are added while this process runs.
@Singleton
class ShardDatabases implements JobDatabases {

    private final Shards shards;

    ShardDatabases(Shards shards) {
        this.shards = shards;
    }

    @Override
    public Collection<JobDatabase> all() {
        return shards.everyShard().stream().map(shard -> new JobDatabase(shard.name(), shard.pool(), shard.guard())).toList();
    }
}
