package dev.groundswell.pricing.repricing;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/// The table `derived_prices`: derived prices as they were last told.
final class DerivedTable {

    /// For the next $2 skus after $1: derives from the price in force at $3 those of the currencies $4 that have none of their own then, writes what differs
    /// from what was told, and puts it into the outbox. Amounts are `floor((2·a·factor + divisor) / (2·divisor))`, which is HALF_UP without a quotient that was rounded before; what is beyond
    /// 10^15 is no price. Parts with `LIMIT 1` are one step into an index for each row, whatever the planner believes of the tables' sizes; most skus have no row in another currency, and
    /// are asked once for all.
    static final String REPRICE = """
            WITH RECURSIVE walk AS (
                (SELECT sku FROM prices WHERE sku > $1 ORDER BY sku LIMIT 1)
                UNION ALL
                SELECT (SELECT n.sku FROM prices n WHERE n.sku > w.sku ORDER BY n.sku LIMIT 1) FROM walk w WHERE w.sku IS NOT NULL
            ), batch AS MATERIALIZED (
                SELECT w.sku, (SELECT true FROM prices o WHERE o.sku = w.sku AND o.currency < 'GBP' LIMIT 1) IS NULL
                        AND (SELECT true FROM prices o WHERE o.sku = w.sku AND o.currency > 'GBP' LIMIT 1) IS NULL AS alone
                FROM walk w WHERE w.sku IS NOT NULL LIMIT $2
            ), derived AS MATERIALIZED (
                SELECT b.sku, base.valid_from, base.percent_off, base.promotion_from, base.promotion_until, all_of_it.prices,
                    greatest(base.version, all_of_it.version) AS version
                FROM batch b
                CROSS JOIN LATERAL (
                    SELECT valid_from, amount, breaks, percent_off, promotion_from, promotion_until, version FROM prices
                    WHERE sku = b.sku AND currency = 'GBP' AND valid_from <= $3::timestamptz ORDER BY valid_from DESC LIMIT 1
                ) AS base
                CROSS JOIN LATERAL (
                    SELECT coalesce(jsonb_agg(jsonb_build_object('currency', r.currency, 'amount', c.amount, 'breaks', c.breaks)
                            ORDER BY r.currency), '[]') AS prices, max(r.version) AS version
                    FROM unnest($4::text[], $5::text[]::numeric[], $6::bigint[]) AS r(currency, factor, version)
                    CROSS JOIN LATERAL (
                        SELECT div(2 * base.amount * r.factor + $7::numeric, 2 * $7::numeric) AS amount,
                            CASE WHEN base.breaks = '[]' THEN base.breaks ELSE (
                                SELECT jsonb_agg(jsonb_build_object('minQuantity', step -> 'minQuantity', 'amount',
                                        div(2 * (step ->> 'amount')::numeric * r.factor + $7::numeric, 2 * $7::numeric)) ORDER BY place)
                                FROM jsonb_array_elements(base.breaks) WITH ORDINALITY AS s(step, place)
                            ) END AS breaks
                    ) AS c
                    WHERE c.amount <= 1000000000000000 AND NOT c.breaks @? '$[*].amount ? (@ > 1000000000000000)'
                        AND (b.alone OR (SELECT true FROM prices o WHERE o.sku = b.sku AND o.currency = r.currency AND o.valid_from <= $3
                                ORDER BY o.valid_from DESC LIMIT 1) IS NULL)
                ) AS all_of_it
            ), changed AS MATERIALIZED (
                SELECT d.* FROM derived d
                LEFT JOIN LATERAL (SELECT prices FROM derived_prices WHERE sku = d.sku LIMIT 1) AS told ON true
                WHERE d.prices IS DISTINCT FROM coalesce(told.prices, '[]')
            ), written AS (
                INSERT INTO derived_prices (sku, prices, version) SELECT sku, prices, version FROM changed ORDER BY sku
                ON CONFLICT (sku) DO UPDATE SET prices = excluded.prices, version = excluded.version
            ), told AS (
                INSERT INTO outbox (topic, event_id, key, occurred_at, value)
                SELECT 'price-changed', concat_ws('/', sku, 'price-changed', version, (extract(epoch FROM $3) * 1000)::bigint), sku, $3,
                    convert_to(jsonb_build_object('sku', sku, 'version', version, 'validFrom', to_char(valid_from AT TIME ZONE 'UTC', %1$s),
                        'promotion', CASE WHEN percent_off IS NOT NULL THEN jsonb_build_object('percentOff', percent_off,
                            'from', to_char(promotion_from AT TIME ZONE 'UTC', %1$s),
                            'until', to_char(promotion_until AT TIME ZONE 'UTC', %1$s)) END,
                        'derivedFrom', 'GBP', 'derived', prices)::text, 'UTF8')
                FROM changed ORDER BY sku
                RETURNING id
            )
            SELECT (SELECT max(sku) FROM batch) AS last, (SELECT count(*) FROM batch) AS seen,
                (SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM told) AS events
            """.formatted("'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'");

    private DerivedTable() {}

    /// Emits what has become of the next skus, after writing what has changed and putting an event for each that has into the outbox.
    ///
    /// @param after the last sku that was looked at; `""` for none
    /// @param most skus to look at
    static Uni<Repriced> reprice(SqlConnection transaction, String after, int most, Instant now, Factors factors) {
        return transaction.preparedQuery(REPRICE)
                .execute(Tuple.from(List.of(after, most, now.atOffset(ZoneOffset.UTC), factors.currencies(), factors.factors(),
                        factors.versions(), factors.divisor())))
                .map(rows -> repriced(rows.iterator().next()));
    }

    private static Repriced repriced(Row row) {
        return new Repriced(row.getString("last"), row.getInteger("seen"), List.of(row.getArrayOfLongs("events")));
    }

    /// What became of a batch.
    ///
    /// @param last sku that was looked at; `null` for none
    /// @param seen skus that were looked at
    /// @param events the outbox's rows, one for each sku that has changed
    record Repriced(@Nullable String last, int seen, List<Long> events) {}
}
