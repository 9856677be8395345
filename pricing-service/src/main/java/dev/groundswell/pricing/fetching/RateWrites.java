package dev.groundswell.pricing.fetching;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.pricing.rate.RatesOfDay;

/// The statements that write rates. Each takes the transaction or connection it runs in.
final class RateWrites {

    private static final String HEARD = "SELECT published, heard_at FROM rates_heard";
    private static final String WRITE = """
            INSERT INTO exchange_rates (currency, day, units_per_eur)
            SELECT currency, day, units::numeric FROM unnest($1::text[], $2::date[], $3::text[]) AS w(currency, day, units)
            ON CONFLICT (currency, day) DO UPDATE SET units_per_eur = excluded.units_per_eur, version = excluded.version
            RETURNING version
            """;
    private static final String NOTE = "UPDATE rates_heard SET published = $1, heard_at = greatest(heard_at, $2)";

    private RateWrites() {}

    /// Emits what is known; nobody else writes rates until the transaction ends.
    ///
    /// @param day the last one on which rates that come now do not hold yet
    static Uni<Standing> standing(SqlConnection transaction, LocalDate day) {
        return transaction.query(HEARD + " FOR UPDATE")
                .execute()
                .map(rows -> heard(rows.iterator().next()))
                .chain(heard -> units(transaction, day)
                        .chain(before -> units(transaction, RatesOfDay.THE_LAST).map(last -> new Standing(heard.published, before, last))));
    }

    private static Uni<Map<String, BigDecimal>> units(SqlConnection transaction, LocalDate day) {
        return RatesOfDay.on(transaction, day).map(rates -> {
            Map<String, BigDecimal> units = new HashMap<>();
            rates.forEach((currency, rate) -> units.put(currency, rate.unitsPerEuro()));
            return units;
        });
    }

    /// Emits when the provider was last believed, and what day its document was of.
    static Uni<Heard> heard(SqlConnection connection) {
        return connection.query(HEARD).execute().map(rows -> heard(rows.iterator().next()));
    }

    /// Writes the rates, no two of the same currency, over those of the same day. Emits the highest of their versions, 0 for none.
    static Uni<Long> write(SqlConnection transaction, List<NewRate> rates) {
        return rates.isEmpty()
                ? Uni.createFrom().item(0L)
                : transaction.preparedQuery(WRITE)
                        .execute(Tuple.of(rates.stream().map(NewRate::currency).toArray(String[]::new),
                                rates.stream().map(NewRate::day).toArray(LocalDate[]::new),
                                rates.stream().map(rate -> rate.units().toPlainString()).toArray(String[]::new)))
                        .map(rows -> {
                            long highest = 0;
                            for (Row row : rows) {
                                highest = Math.max(highest, row.getLong("version"));
                            }
                            return highest;
                        });
    }

    /// Notes that the provider was believed.
    static Uni<Void> note(SqlConnection transaction, Heard heard) {
        return transaction.preparedQuery(NOTE).execute(Tuple.of(heard.published, heard.at.atOffset(ZoneOffset.UTC))).replaceWithVoid();
    }

    private static Heard heard(Row row) {
        OffsetDateTime at = row.getOffsetDateTime("heard_at");
        return new Heard(row.getLocalDate("published"), at.toInstant());
    }

    /// @param published day of the newest document that was taken; `null` before the first
    /// @param at when the provider was last believed; before the first, since when there is the table
    record Heard(@Nullable LocalDate published, Instant at) {}

    /// @param before the rates that those which come now take over from, by currency
    /// @param last the last good rates by currency, those of days to come included
    record Standing(@Nullable LocalDate published, Map<String, BigDecimal> before, Map<String, BigDecimal> last) {}

    /// @param day from whose midnight on it holds, in UTC
    record NewRate(String currency, LocalDate day, BigDecimal units) {}
}
