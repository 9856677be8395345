package dev.groundswell.pricing.price;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.pricing.rule.Promotion;

/// The statements that write prices. Each takes a transaction, and as many rows as there are.
final class PriceTable {

    /// A striped lock on skus, held until the transaction ends. Stripes bound what a batch of 1,000 takes of the server's lock table;
    /// their order keeps two batches from a deadlock.
    private static final String LOCK = """
            SELECT count(pg_advisory_xact_lock(20, stripe))
            FROM (SELECT DISTINCT hashtext(sku) & 255 AS stripe FROM unnest($1::text[]) AS sku ORDER BY stripe) AS stripes
            """;
    private static final String LATEST = """
            SELECT EXISTS (SELECT FROM prices p WHERE p.sku = w.sku AND p.currency = w.currency) AS known, latest.valid_from, latest.version
            FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS w(sku, currency, place)
            LEFT JOIN LATERAL (SELECT p.valid_from, p.version FROM prices p
                WHERE p.sku = w.sku AND p.currency = w.currency AND (p.valid_from <= $3 OR NOT p.scheduled)
                ORDER BY p.valid_from DESC LIMIT 1) AS latest ON TRUE
            ORDER BY w.place
            """;
    private static final String WRITE = """
            INSERT INTO prices (sku, currency, valid_from, amount, breaks, percent_off, promotion_from, promotion_until, scheduled)
            SELECT sku, currency, valid_from, amount, breaks::jsonb, percent_off, promotion_from, promotion_until, scheduled
            FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::bigint[], $5::text[], $6::smallint[], $7::timestamptz[],
                $8::timestamptz[], $9::boolean[])
                AS w(sku, currency, valid_from, amount, breaks, percent_off, promotion_from, promotion_until, scheduled)
            ON CONFLICT (sku, currency, valid_from) DO UPDATE SET amount = excluded.amount, breaks = excluded.breaks,
                percent_off = excluded.percent_off, promotion_from = excluded.promotion_from, promotion_until = excluded.promotion_until,
                scheduled = excluded.scheduled, version = excluded.version
            RETURNING %s
            """.formatted(PriceRows.COLUMNS);

    private PriceTable() {}

    /// Completes when no other transaction writes prices of these skus until this one ends.
    static Uni<Void> lock(SqlConnection transaction, List<PriceDraft> drafts) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of((Object) skus(drafts))).replaceWithVoid();
    }

    /// Emits what is known of each draft's sku and currency, in their order.
    static Uni<List<Latest>> latest(SqlConnection transaction, List<PriceDraft> drafts, Instant now) {
        return transaction.preparedQuery(LATEST)
                .execute(Tuple.of(skus(drafts), array(drafts, PriceDraft::currency, String[]::new), now.atOffset(ZoneOffset.UTC)))
                .map(PriceTable::latest);
    }

    /// Writes the entries, no two of the same key, over those of the same key, and emits the prices with their new versions.
    static Uni<List<Price>> write(SqlConnection transaction, List<PriceEntry> entries) {
        return transaction.preparedQuery(WRITE)
                .execute(Tuple.from(List.of(
                        array(entries, PriceEntry::sku, String[]::new),
                        array(entries, PriceEntry::currency, String[]::new),
                        array(entries, entry -> utc(entry.validFrom()), OffsetDateTime[]::new),
                        array(entries, entry -> entry.tariff().amount(), Long[]::new),
                        array(entries, entry -> PriceRows.json(entry.tariff().breaks()).encode(), String[]::new),
                        promotions(entries, promotion -> (short) promotion.percentOff(), Short[]::new),
                        promotions(entries, promotion -> utc(promotion.from()), OffsetDateTime[]::new),
                        promotions(entries, promotion -> utc(promotion.until()), OffsetDateTime[]::new),
                        array(entries, PriceEntry::scheduled, Boolean[]::new))))
                .map(Prices::prices);
    }

    /// What is known of a sku's prices in a currency.
    ///
    /// @param known whether there is any, scheduled ones included
    /// @param validFrom of the row that is current, even if a clock ahead of ours wrote it
    /// @param version of that row
    record Latest(boolean known, @Nullable Instant validFrom, @Nullable Long version) {

        /// The moment of a write that is meant at once: now, and after what is current in any case.
        Instant next(Instant now) {
            return validFrom == null || validFrom.isBefore(now) ? now : validFrom.plusNanos(1_000);
        }

        /// The moment to look at for what is current.
        Instant current(Instant now) {
            return validFrom == null || validFrom.isBefore(now) ? now : validFrom;
        }
    }

    private static List<Latest> latest(RowSet<Row> rows) {
        List<Latest> found = new ArrayList<>(rows.size());
        for (Row row : rows) {
            OffsetDateTime latest = row.getOffsetDateTime("valid_from");
            found.add(new Latest(row.getBoolean("known"), latest == null ? null : latest.toInstant(), row.getLong("version")));
        }
        return found;
    }

    private static String[] skus(List<PriceDraft> drafts) {
        return array(drafts, PriceDraft::sku, String[]::new);
    }

    private static <T, R> R[] array(List<T> from, Function<T, R> value, IntFunction<R[]> array) {
        return from.stream().map(value).toArray(array);
    }

    private static <R> @Nullable R[] promotions(List<PriceEntry> entries, Function<Promotion, R> value, IntFunction<R[]> array) {
        @Nullable
        R[] values = array.apply(entries.size());
        for (int i = 0; i < values.length; i++) {
            Promotion promotion = entries.get(i).tariff().promotion();
            values[i] = promotion == null ? null : value.apply(promotion);
        }
        return values;
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
