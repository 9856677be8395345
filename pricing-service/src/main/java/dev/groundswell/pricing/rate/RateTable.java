package dev.groundswell.pricing.rate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.platform.cache.Entry;

/// Reads the table `exchange_rates`.
final class RateTable {

    /// Later days that are kept of a currency; nobody publishes more ahead.
    private static final int MOST = 100;

    /// For each currency: the rate in force on $2, the later ones up to $3, and the newest version of all.
    static final String SCHEDULES = """
            SELECT w.currency, newest.version AS newest, r.day, r.units_per_eur, r.version
            FROM unnest($1::text[]) AS w(currency)
            CROSS JOIN LATERAL (SELECT max(version) AS version FROM exchange_rates WHERE currency = w.currency) AS newest
            JOIN LATERAL (
                (SELECT day, units_per_eur, version FROM exchange_rates
                 WHERE currency = w.currency AND day <= $2::date ORDER BY day DESC LIMIT 1)
                UNION ALL
                (SELECT day, units_per_eur, version FROM exchange_rates
                 WHERE currency = w.currency AND day > $2::date ORDER BY day LIMIT $3)
            ) AS r ON true
            """;

    private RateTable() {}

    /// Emits what each of the currencies is worth from `from` on; those without rates are left out.
    static Uni<Map<String, Entry<RateSchedule>>> schedules(SqlConnection connection, Set<String> currencies, LocalDate from) {
        return connection.preparedQuery(SCHEDULES)
                .execute(Tuple.of(currencies.toArray(String[]::new), from, MOST + 1))
                .map(rows -> entries(rows, from));
    }

    private static Map<String, Entry<RateSchedule>> entries(RowSet<Row> rows, LocalDate from) {
        Map<String, List<Rate>> rates = new HashMap<>();
        Map<String, Long> versions = new HashMap<>();
        for (Row row : rows) {
            String currency = row.getString("currency");
            versions.put(currency, row.getLong("newest"));
            rates.computeIfAbsent(currency, first -> new ArrayList<>())
                    .add(new Rate(row.getLocalDate("day"), row.getBigDecimal("units_per_eur"), row.getLong("version")));
        }
        Map<String, Entry<RateSchedule>> entries = new HashMap<>();
        versions.forEach(
                (currency, version) -> entries.put(currency, Entry.of(schedule(rates.getOrDefault(currency, List.of()), from), version)));
        return entries;
    }

    /// @param rates that in force first, then the later ones as they come
    private static RateSchedule schedule(List<Rate> rates, LocalDate from) {
        List<Rate> sorted = rates.stream().sorted((one, other) -> one.day().compareTo(other.day())).toList();
        @Nullable
        LocalDate until = sorted.size() > MOST ? sorted.get(MOST).day() : null;
        return new RateSchedule(sorted.subList(0, Math.min(MOST, sorted.size())), from, until);
    }
}
