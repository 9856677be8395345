package dev.groundswell.testing.statements;

import java.util.Set;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

/// What a database reads for a statement, as PostgreSQL tells it (`EXPLAIN ANALYZE`) with the planner's default settings. Stateless between calls.
public final class Plans {

    /// After five executions PostgreSQL may plan a prepared statement once for all arguments. Services keep theirs, so that plan counts as well.
    private static final int EXECUTIONS = 6;

    private final Pool database;
    private final Set<String> besides;

    /// @param besides tables whose rows do not count, because they are a page or two
    public Plans(Pool database, String... besides) {
        this.database = database;
        this.besides = Set.of(besides);
    }

    /// Rows that are fetched from tables, whether they are wanted or not: by the first execution or by a later one, whichever reads more. Nothing stays
    /// changed.
    ///
    /// @param arguments of the statement's parameters, as SQL
    public long rowsRead(String sql, String... arguments) {
        SqlConnection connection = database.getConnectionAndAwait();
        String execution = "EXECUTE explained" + (arguments.length == 0 ? "" : "(" + String.join(", ", arguments) + ")");
        try {
            connection.query("BEGIN").executeAndAwait();
            connection.query("PREPARE explained AS " + sql).executeAndAwait();
            long first = explain(connection, execution);
            for (int i = 1; i < EXECUTIONS; i++) {
                connection.query("SAVEPOINT before").executeAndAwait();
                connection.query(execution).executeAndAwait();
                connection.query("ROLLBACK TO before").executeAndAwait();
            }
            return Math.max(first, explain(connection, execution));
        } finally {
            connection.query("ROLLBACK").executeAndAwait();
            connection.query("DEALLOCATE explained").executeAndAwait();
            connection.closeAndAwait();
        }
    }

    private long explain(SqlConnection connection, String execution) {
        connection.query("SAVEPOINT before").executeAndAwait();
        String plan = connection.query("EXPLAIN (ANALYZE, FORMAT JSON) " + execution).executeAndAwait().iterator().next().getValue(0)
                .toString();
        connection.query("ROLLBACK TO before").executeAndAwait();
        return rows(new JsonArray(plan).getJsonObject(0).getJsonObject("Plan"));
    }

    private long rows(JsonObject node) {
        long rows = 0;
        if (node.containsKey("Relation Name") && node.getString("Node Type").contains("Scan")
                && !besides.contains(node.getString("Relation Name"))) {
            rows += Math.round((node.getDouble("Actual Rows") + node.getDouble("Rows Removed by Filter", 0.0)
                    + node.getDouble("Rows Removed by Index Recheck", 0.0)) * node.getLong("Actual Loops"));
        }
        for (Object child : node.getJsonArray("Plans", new JsonArray())) {
            rows += rows((JsonObject) child);
        }
        return rows;
    }
}
