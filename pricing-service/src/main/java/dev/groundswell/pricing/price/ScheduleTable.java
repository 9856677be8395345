package dev.groundswell.pricing.price;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.platform.cache.Entry;

/// Reads what skus cost from now on.
final class ScheduleTable {

    /// Later rows that are kept of a sku; where they end, the database is asked.
    static final int MOST = 200;

    /// For each sku: of every currency the row in force at $2, the later rows of all up to $3, and the newest version of all its rows, past ones included.
    /// Currencies are found one step into the key for each.
    static final String SCHEDULES = """
            SELECT w.sku AS asked, newest.version AS newest, p.*
            FROM unnest($1::text[]) AS w(sku)
            CROSS JOIN LATERAL (SELECT max(version) AS version FROM prices WHERE sku = w.sku) AS newest
            JOIN LATERAL (
                WITH RECURSIVE currencies AS (
                    (SELECT currency FROM prices WHERE sku = w.sku ORDER BY currency LIMIT 1)
                    UNION ALL
                    SELECT (SELECT n.currency FROM prices n WHERE n.sku = w.sku AND n.currency > c.currency ORDER BY n.currency LIMIT 1)
                    FROM currencies c WHERE c.currency IS NOT NULL
                )
                SELECT f.* FROM currencies c
                CROSS JOIN LATERAL (
                    SELECT %1$s FROM prices
                    WHERE sku = w.sku AND currency = c.currency AND valid_from <= $2 ORDER BY valid_from DESC LIMIT 1
                ) AS f
                UNION ALL
                (SELECT %1$s FROM prices WHERE sku = w.sku AND valid_from > $2 ORDER BY valid_from, currency DESC LIMIT $3)
            ) AS p ON true
            """.formatted(PriceRows.COLUMNS);

    /// Clocks of several processes, and one that is set back, differ by less.
    private static final Duration BEFORE = Duration.ofMinutes(1);
    private static final Logger LOG = Logger.getLogger(ScheduleTable.class);

    private ScheduleTable() {}

    /// Emits what there is of each sku; those that never had a price are left out. Inside a transaction that has locked them it is what will be there
    /// after its commit.
    static Uni<Map<String, Entry<Schedule>>> schedules(SqlConnection connection, Collection<String> skus, Clock clock) {
        Instant from = clock.instant().minus(BEFORE);
        return connection.preparedQuery(SCHEDULES)
                .execute(Tuple.of(skus.toArray(String[]::new), from.atOffset(ZoneOffset.UTC), MOST + 1))
                .map(rows -> entries(rows, from));
    }

    private static Map<String, Entry<Schedule>> entries(RowSet<Row> rows, Instant from) {
        Map<String, List<Row>> bySku = new LinkedHashMap<>();
        rows.forEach(row -> bySku.computeIfAbsent(row.getString("asked"), first -> new ArrayList<>()).add(row));
        Map<String, Entry<Schedule>> entries = new HashMap<>();
        bySku.forEach((sku, its) -> entries.put(sku, Entry.of(schedule(sku, its, from), its.getFirst().getLong("newest"))));
        return entries;
    }

    /// One row that cannot be read is no other sku's misfortune.
    private static Schedule schedule(String sku, List<Row> rows, Instant from) {
        try {
            return schedule(rows.stream().map(PriceRows::price).toList(), from);
        } catch (RuntimeException unreadable) {
            LOG.errorf(unreadable, "prices of %s cannot be read", sku);
            return Schedule.unreadable();
        }
    }

    /// What lies at the same moment as the first row that is one too many is left out with it.
    private static Schedule schedule(List<Price> rows, Instant from) {
        List<Instant> later = rows.stream().map(Price::validFrom).filter(from::isBefore).sorted().toList();
        @Nullable
        Instant until = later.size() > MOST ? later.get(MOST) : null;
        return new Schedule(until == null ? rows : rows.stream().filter(row -> row.validFrom().isBefore(until)).toList(), from, until);
    }
}
