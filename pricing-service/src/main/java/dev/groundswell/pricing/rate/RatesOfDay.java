package dev.groundswell.pricing.rate;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/// The rates of all currencies at once, as the primary has them, for who works on all.
public final class RatesOfDay {

    /// Later than any rate's day.
    public static final LocalDate THE_LAST = LocalDate.of(9999, 12, 31);

    /// Currencies are found one step into the key for each, and so is the rate of each.
    static final String ALL = """
            WITH RECURSIVE currencies AS (
                (SELECT currency FROM exchange_rates ORDER BY currency LIMIT 1)
                UNION ALL
                SELECT (SELECT n.currency FROM exchange_rates n WHERE n.currency > c.currency ORDER BY n.currency LIMIT 1)
                FROM currencies c WHERE c.currency IS NOT NULL
            )
            SELECT c.currency, r.day, r.units_per_eur, r.version FROM currencies c
            CROSS JOIN LATERAL (
                SELECT day, units_per_eur, version FROM exchange_rates
                WHERE currency = c.currency AND day <= $1::date ORDER BY day DESC LIMIT 1
            ) AS r
            """;

    private RatesOfDay() {}

    /// Emits what holds on `day`, by currency in their order; the euro, which has no rate, is not in it.
    public static Uni<Map<String, Rate>> on(SqlConnection connection, LocalDate day) {
        return connection.preparedQuery(ALL).execute(Tuple.of(day)).map(rows -> {
            Map<String, Rate> found = new TreeMap<>();
            for (Row row : rows) {
                found.put(row.getString("currency"),
                        new Rate(row.getLocalDate("day"), row.getBigDecimal("units_per_eur"), row.getLong("version")));
            }
            return found;
        });
    }
}
