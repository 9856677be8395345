package dev.groundswell.order.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;

/// What the first shard reads for a statement, as PostgreSQL tells it (`EXPLAIN ANALYZE`) with the planner's default settings.
public final class Plans {

    private Plans() {}

    /// Rows that were fetched from tables, whether they were wanted or not; those of `slot_owner`, which is a page or two, do not count. Nothing stays changed.
    ///
    /// @param arguments of the statement's parameters, as SQL
    public static long rowsRead(String sql, String... arguments) {
        SqlConnection connection = Shards.connectToTheFirst();
        try {
            connection.query("BEGIN").executeAndAwait();
            connection.query("PREPARE explained AS " + sql).executeAndAwait();
            String plan = connection
                    .query("EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE explained"
                            + (arguments.length == 0 ? "" : "(" + String.join(", ", arguments) + ")"))
                    .executeAndAwait().iterator().next().getValue(0).toString();
            return rows(new JsonArray(plan).getJsonObject(0).getJsonObject("Plan"));
        } finally {
            connection.query("ROLLBACK").executeAndAwait();
            connection.query("DEALLOCATE ALL").executeAndAwait();
            connection.closeAndAwait();
        }
    }

    private static long rows(JsonObject node) {
        long rows = 0;
        if (node.containsKey("Relation Name") && node.getString("Node Type").contains("Scan")
                && !node.getString("Relation Name").equals("slot_owner")) {
            rows += Math.round((node.getDouble("Actual Rows") + node.getDouble("Rows Removed by Filter", 0.0)
                    + node.getDouble("Rows Removed by Index Recheck", 0.0)) * node.getLong("Actual Loops"));
        }
        for (Object child : node.getJsonArray("Plans", new JsonArray())) {
            rows += rows((JsonObject) child);
        }
        return rows;
    }
}
