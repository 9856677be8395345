package dev.groundswell.local.shards;

import java.util.List;

/// A shard and where services reach it.
///
/// @param url `postgresql://host:port/database`
/// @param replicas addresses of its replicas in the same form
record ShardAddress(String name, String url, List<String> replicas) {
    ShardAddress {
        replicas = List.copyOf(replicas);
    }

    String jdbcUrl() {
        return "jdbc:" + url;
    }
}
