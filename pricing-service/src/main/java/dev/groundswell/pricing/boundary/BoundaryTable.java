package dev.groundswell.pricing.boundary;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/// The statements that find boundaries. Each takes the transaction it runs in.
final class BoundaryTable {

    private static final String TOLD = "SELECT moment, sku, currency FROM boundaries_told FOR UPDATE";

    /// What comes after ($1, $2, $3) and before $4, at most $5, each key once. One walk in each of three indexes; which of the rows with a boundary is in force
    /// at that moment is one step in the primary key.
    static final String PASSED = """
            WITH passed AS MATERIALIZED (
                SELECT DISTINCT moment, sku, currency FROM (
                    (SELECT valid_from AS moment, sku, currency FROM prices
                     WHERE scheduled AND (valid_from, sku, currency) > ($1::timestamptz, $2::text, $3::text) AND valid_from < $4
                     ORDER BY valid_from, sku, currency LIMIT $5)
                    UNION ALL
                    (SELECT promotion_from, sku, currency FROM prices
                     WHERE percent_off IS NOT NULL AND (promotion_from, sku, currency) > ($1::timestamptz, $2::text, $3::text) AND promotion_from < $4
                     ORDER BY promotion_from, sku, currency LIMIT $5)
                    UNION ALL
                    (SELECT promotion_until, sku, currency FROM prices
                     WHERE percent_off IS NOT NULL AND (promotion_until, sku, currency) > ($1::timestamptz, $2::text, $3::text) AND promotion_until < $4
                     ORDER BY promotion_until, sku, currency LIMIT $5)
                ) AS each
                ORDER BY moment, sku, currency LIMIT $5
            )
            SELECT b.moment, b.sku, b.currency,
                coalesce(p.valid_from = b.moment OR p.promotion_from = b.moment OR p.promotion_until = b.moment, false) AS changes
            FROM passed b
            LEFT JOIN LATERAL (
                SELECT valid_from, promotion_from, promotion_until FROM prices
                WHERE sku = b.sku AND currency = b.currency AND valid_from <= b.moment ORDER BY valid_from DESC LIMIT 1
            ) AS p ON true
            ORDER BY b.moment, b.sku, b.currency
            """;
    private static final String NOTE = "UPDATE boundaries_told SET moment = $1, sku = $2, currency = $3";

    private BoundaryTable() {}

    /// Emits up to where boundaries have been told; nobody else tells any until the transaction ends.
    static Uni<Boundary> told(SqlConnection transaction) {
        return transaction.query(TOLD).execute().map(rows -> boundary(rows.iterator().next(), false));
    }

    /// Emits the next boundaries after `told`, in their order.
    ///
    /// @param end first moment that is not looked at
    /// @param most boundaries wanted
    static Uni<List<Boundary>> passed(SqlConnection transaction, Boundary told, Instant end, int most) {
        return transaction.preparedQuery(PASSED)
                .execute(Tuple.of(told.moment().atOffset(ZoneOffset.UTC), told.sku(), told.currency(), end.atOffset(ZoneOffset.UTC), most))
                .map(rows -> {
                    List<Boundary> found = new ArrayList<>(rows.size());
                    rows.forEach(row -> found.add(boundary(row, row.getBoolean("changes"))));
                    return found;
                });
    }

    /// Notes up to where they have been told now.
    static Uni<Void> note(SqlConnection transaction, Boundary told) {
        return transaction.preparedQuery(NOTE)
                .execute(Tuple.of(told.moment().atOffset(ZoneOffset.UTC), told.sku(), told.currency()))
                .replaceWithVoid();
    }

    private static Boundary boundary(Row row, boolean changes) {
        return new Boundary(row.getOffsetDateTime("moment").toInstant(), row.getString("sku"), row.getString("currency"), changes);
    }
}
