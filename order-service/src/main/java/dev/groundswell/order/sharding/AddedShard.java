package dev.groundswell.order.sharding;

import java.util.ArrayList;
import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

/// A shard that was added while services ran: a row of `shards`.
record AddedShard(String name, String url, List<String> replicas) {

    private static final String ALL = "SELECT name, url, replicas FROM shards";

    static Uni<List<AddedShard>> all(SqlConnection connection) {
        return connection.preparedQuery(ALL).execute().map(rows -> {
            List<AddedShard> added = new ArrayList<>();
            for (Row row : rows) {
                added.add(new AddedShard(row.getString("name"), row.getString("url"), List.of(row.getArrayOfStrings("replicas"))));
            }
            return added;
        });
    }
}
