package dev.groundswell.pricing.price;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.platform.batching.Loaded;
import dev.groundswell.platform.database.DatabaseGuard;

/// All prices, past, present and scheduled, as the primary has them; [KeptPrices] are for showing what is in force now. Thread-safe.
@ApplicationScoped
public class Prices {

    /// For each wanted (sku, currency, moment): the currency's own row in force, else the base currency's with both rates of that day.
    /// Each part is one step backwards into an index. When the next row or rate takes over is looked up only if $4 asks for it.
    static final String IN_FORCE = """
            SELECT w.currency AS wanted, p.*, base.units_per_eur AS base_rate, base.version AS base_rate_version,
                target.units_per_eur AS wanted_rate, target.version AS wanted_rate_version,
                CASE WHEN $4 THEN least(
                    (SELECT min(s.valid_from) FROM prices s WHERE s.sku = w.sku AND s.currency = w.currency AND s.valid_from > w.at),
                    (SELECT min(s.valid_from) FROM prices s
                     WHERE w.currency <> 'GBP' AND s.sku = w.sku AND s.currency = 'GBP' AND s.valid_from > w.at),
                    (SELECT min(r.day)::timestamp AT TIME ZONE 'UTC' FROM exchange_rates r
                     WHERE p.currency <> w.currency AND r.currency IN ('GBP', w.currency) AND r.day > (w.at AT TIME ZONE 'UTC')::date)
                ) END AS scheduled_at
            FROM unnest($1::text[], $2::text[], $3::timestamptz[]) WITH ORDINALITY AS w(sku, currency, at, place)
            LEFT JOIN LATERAL (
                SELECT * FROM (
                    (SELECT %1$s FROM prices
                     WHERE sku = w.sku AND currency = w.currency AND valid_from <= w.at ORDER BY valid_from DESC LIMIT 1)
                    UNION ALL
                    (SELECT %1$s FROM prices
                     WHERE w.currency <> 'GBP' AND sku = w.sku AND currency = 'GBP' AND valid_from <= w.at
                     ORDER BY valid_from DESC LIMIT 1)
                ) AS either
                ORDER BY currency = w.currency DESC LIMIT 1
            ) AS p ON true
            LEFT JOIN LATERAL (
                SELECT units_per_eur, version FROM exchange_rates
                WHERE p.currency <> w.currency AND currency = 'GBP' AND day <= (w.at AT TIME ZONE 'UTC')::date ORDER BY day DESC LIMIT 1
            ) AS base ON true
            LEFT JOIN LATERAL (
                SELECT units_per_eur, version FROM exchange_rates
                WHERE p.currency <> w.currency AND currency = w.currency AND day <= (w.at AT TIME ZONE 'UTC')::date ORDER BY day DESC LIMIT 1
            ) AS target ON true
            ORDER BY w.place
            """
            .formatted(PriceRows.COLUMNS);

    /// One bound for the first page and the later ones: a plan for both that may do without it would read a history from its beginning for each page.
    static final String HISTORY = """
            SELECT %s FROM prices
            WHERE sku = $1 AND valid_from <= coalesce($2::timestamptz, 'infinity') AND ($2 IS NULL OR valid_from < $2 OR currency > $3)
            ORDER BY valid_from DESC, currency
            LIMIT $4
            """.formatted(PriceRows.COLUMNS);

    private final Pool database;
    private final DatabaseGuard guard;

    Prices(Pool database, DatabaseGuard guard) {
        this.database = database;
        this.guard = guard;
    }

    /// Emits an answer for each question, in their order, with one statement however many they are. For orders, that nobody waits for: past the guard.
    public Uni<List<InForce>> inForce(List<Wanted> wanted) {
        return database.withConnection(connection -> inForce(connection, wanted));
    }

    /// Emits what is in force of each sku asked for, and when the next row or rate takes over; or why it cannot be read. With one statement.
    Uni<Map<String, Loaded<InForce>>> current(List<Wanted> wanted) {
        return wanted.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : guard.call(() -> database.withConnection(connection -> rows(connection, wanted, true))).map(rows -> bySku(wanted, rows));
    }

    /// As [#inForce(List)], inside a transaction.
    public Uni<List<InForce>> inForce(SqlConnection connection, List<Wanted> wanted) {
        return wanted.isEmpty() ? Uni.createFrom().item(List.of()) : rows(connection, wanted, false).map(Prices::inForce);
    }

    /// As [#inForce(List)] for one question, inside a transaction.
    Uni<InForce> inForce(SqlConnection transaction, Wanted wanted) {
        return inForce(transaction, List.of(wanted)).map(List::getFirst);
    }

    /// Emits a sku's rows of all currencies, newest `validFrom` first and by currency within a moment.
    ///
    /// @param after the last row already seen
    /// @param most rows wanted
    Uni<List<Price>> history(String sku, @Nullable HistoryKey after, int most) {
        Tuple parameters = Tuple.from(new @Nullable Object[]{sku, after == null ? null : after.validFrom().atOffset(ZoneOffset.UTC),
                after == null ? null : after.currency(), most});
        return guard.call(() -> database.withConnection(connection -> connection.preparedQuery(HISTORY).execute(parameters)))
                .map(Prices::prices);
    }

    static List<Price> prices(RowSet<Row> rows) {
        List<Price> prices = new ArrayList<>(rows.size());
        rows.forEach(row -> prices.add(PriceRows.price(row)));
        return prices;
    }

    private static Map<String, Loaded<InForce>> bySku(List<Wanted> wanted, RowSet<Row> rows) {
        Map<String, Loaded<InForce>> found = new HashMap<>();
        int place = 0;
        for (Row row : rows) {
            found.put(wanted.get(place++).sku(), Loaded.of(() -> PriceRows.inForce(row)));
        }
        return found;
    }

    /// A row for each question, in their order.
    private static Uni<RowSet<Row>> rows(SqlConnection connection, List<Wanted> wanted, boolean andNext) {
        String[] skus = wanted.stream().map(Wanted::sku).toArray(String[]::new);
        String[] currencies = wanted.stream().map(Wanted::currency).toArray(String[]::new);
        OffsetDateTime[] moments = wanted.stream().map(Wanted::at).map(Prices::utc).toArray(OffsetDateTime[]::new);
        return connection.preparedQuery(IN_FORCE).execute(Tuple.of(skus, currencies, moments, andNext));
    }

    private static List<InForce> inForce(RowSet<Row> rows) {
        List<InForce> found = new ArrayList<>(rows.size());
        rows.forEach(row -> found.add(PriceRows.inForce(row)));
        return found;
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
