package dev.groundswell.pricing.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.pricing.boundary.BoundaryStatements;
import dev.groundswell.pricing.rate.RateStatements;
import dev.groundswell.pricing.repricing.RepricingStatements;
import dev.groundswell.pricing.testing.PricingParts;
import dev.groundswell.testing.statements.Plans;

/// Each query the API offers, among a million prices and as many rates: it reads at most twice as many rows as it shows, or is asked for.
@Tag("long")
@QuarkusTest
@QuarkusTestResource(PricingParts.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndexesIT {

    /// Each with nine prices in GBP and a tenth to come.
    private static final int SKUS = 100_000;
    /// Of one statement, so that it ends before the service takes its connection for a dead one.
    private static final int CHUNK = 10_000;
    private static final int HISTORY = 20_000;
    private static final int CURRENCIES = 150;
    private static final int DAYS = 7_000;
    private static final int KEYS = 100;
    private static final int LIMIT = 21;
    private static final String PAGE = Integer.toString(LIMIT);

    @Inject
    Pool database;

    @BeforeAll
    void load() {
        for (int from = 1; from <= SKUS; from += CHUNK) {
            run("""
                    INSERT INTO prices (sku, currency, valid_from, amount, scheduled)
                    SELECT 'L-' || n, 'GBP', date_trunc('day', now()) + make_interval(days => t - 9), t, t = 10
                    FROM generate_series(%d, %d) AS n, generate_series(1, 10) AS t
                    """.formatted(from, from + CHUNK - 1));
        }
        run("INSERT INTO prices (sku, currency, valid_from, amount) SELECT 'L-long', 'GBP', now() - make_interval(hours => n), n FROM generate_series(1, "
                + HISTORY + ") AS n");
        for (int from = 0; from < CURRENCIES; from += 10) {
            run("""
                    INSERT INTO exchange_rates (currency, day, units_per_eur)
                    SELECT CASE c WHEN 0 THEN 'GBP' WHEN 1 THEN 'USD' ELSE 'C' || c END, now()::date - d, 1.5
                    FROM generate_series(%d, %d) AS c, generate_series(1, %d) AS d
                    """.formatted(from, from + 9, DAYS));
        }
        List.of("prices", "exchange_rates").forEach(table -> run("ANALYZE " + table));
    }

    @Test
    void pricesByTheirSkus() {
        for (int count : new int[]{1, KEYS}) {
            assertThat(pricesRead(count, "GBP", false)).as("%d to show", count).isBetween((long) count, 2L * count);
            assertThat(pricesRead(count, "GBP", true)).as("%d to keep", count).isBetween((long) count, 2L * count);
        }
    }

    @Test
    void pricesThatAreDerived() {
        for (int count : new int[]{1, KEYS}) {
            assertThat(pricesRead(count, "USD", false)).as("%d to show", count).isBetween((long) count, 2L * count);
            assertThat(pricesRead(count, "USD", true)).as("%d to keep", count).isBetween((long) count, 2L * count);
            assertThat(ratesRead(count)).as("rates of both currencies for %d", count).isBetween(2L * count, 2L * 2 * count);
        }
    }

    @Test
    void pricesOfManyMoments() {
        String moments = IntStream.range(0, KEYS).mapToObj(i -> "now() - interval '" + i + " hours'").collect(Collectors.joining(", "));

        assertThat(new Plans(database).rowsRead(Prices.IN_FORCE, skus(KEYS), all(KEYS, "GBP"), "ARRAY[" + moments + "]", "false"))
                .isBetween((long) KEYS, 2L * KEYS);
    }

    /// Each with the price in force and the one to come: two rows, besides one that tells the currency and one that tells the newest version.
    @Test
    void pricesToBeKept() {
        Plans plans = new Plans(database);

        for (int count : new int[]{1, KEYS}) {
            assertThat(plans.rowsRead(ScheduleTable.SCHEDULES, skus(count), "now()", Integer.toString(ScheduleTable.MOST + 1)))
                    .as("%d skus", count).isBetween(2L * count, 2L * 2 * count);
        }
        assertThat(plans.rowsRead(ScheduleTable.SCHEDULES, "'{L-long}'", "now()", "201")).isBetween(1L, 3L);
    }

    @Test
    void pricesToBeKeptThatAreAllToCome() {
        String longAgo = "now() - make_interval(years => 30)";

        assertThat(new Plans(database).rowsRead(ScheduleTable.SCHEDULES, "'{L-long}'", longAgo, "201")).isBetween(201L, 2L * 201);
    }

    @Test
    void ratesToBeKept() {
        Plans plans = new Plans(database);

        assertThat(plans.rowsRead(RateStatements.SCHEDULES, "'{GBP,USD}'", "now()::date", "101")).isBetween(2L, 2L * 2);
        assertThat(plans.rowsRead(RateStatements.SCHEDULES, "'{GBP,USD}'", "now()::date - 1000", "101")).isBetween(200L, 2L * 204);
    }

    /// A hundred thousand are due at the same moment; each is found by its key, and looked up once more for whether it is in force then.
    @Test
    void boundariesThatWerePassed() {
        Plans plans = new Plans(database);

        for (String sku : List.of("''", "'L-5'")) {
            assertThat(plans.rowsRead(BoundaryStatements.PASSED, "date_trunc('day', now()) + interval '1 day'", sku, "''",
                    "now() + interval '2 days'", Integer.toString(KEYS))).isBetween((long) KEYS, 3L * KEYS);
        }
    }

    /// Each sku is walked to, looked at for other currencies, derived from, and compared with what was told.
    @Test
    void skusToBeRepriced() {
        assertThat(new Plans(database).rowsRead(RepricingStatements.REPRICE, "'L-5'", Integer.toString(KEYS), "now()", "'{EUR,JPY}'",
                "'{1,1.6}'", "'{0,1}'", "0.8")).isBetween((long) KEYS, 4L * KEYS);
    }

    @Test
    void aHistoryByPage() {
        String inTheMiddle = "now() - make_interval(hours => " + HISTORY / 2 + ")";
        Plans plans = new Plans(database);

        for (String sku : List.of("'L-long'", "'L-77'")) {
            assertThat(plans.rowsRead(Prices.HISTORY, sku, "null", "null", PAGE)).isLessThanOrEqualTo(2L * LIMIT);
        }
        assertThat(plans.rowsRead(Prices.HISTORY, "'L-long'", inTheMiddle, "'GBP'", PAGE)).isBetween((long) LIMIT, 2L * LIMIT);
    }

    @Test
    void allStatementsWalkByKeys() {
        assertThat(List.of(Prices.IN_FORCE, Prices.HISTORY, ScheduleTable.SCHEDULES, RateStatements.SCHEDULES,
                BoundaryStatements.PASSED, RepricingStatements.REPRICE))
                .noneMatch(statement -> statement.contains("OFFSET"));
    }

    private long pricesRead(int count, String currency, boolean andNext) {
        return new Plans(database, "exchange_rates").rowsRead(Prices.IN_FORCE, skus(count), all(count, currency), now(count),
                Boolean.toString(andNext));
    }

    private long ratesRead(int count) {
        return new Plans(database, "prices").rowsRead(Prices.IN_FORCE, skus(count), all(count, "USD"), now(count), "true");
    }

    private void run(String sql) {
        var _ = database.withConnectionAndAwait(connection -> connection.query(sql).execute());
    }

    /// Not in their order.
    private static String skus(int count) {
        return "'{" + IntStream.range(0, count).mapToObj(i -> "L-" + (1 + i * 7_919 % SKUS)).collect(Collectors.joining(",")) + "}'";
    }

    private static String all(int count, String value) {
        return "array_fill('" + value + "'::text, '{" + count + "}')";
    }

    private static String now(int count) {
        return "array_fill(now(), '{" + count + "}')";
    }
}
