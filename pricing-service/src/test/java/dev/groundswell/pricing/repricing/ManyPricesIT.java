package dev.groundswell.pricing.repricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.pricing.testing.HeldTenure;
import dev.groundswell.pricing.testing.PricingParts;
import dev.groundswell.pricing.testing.Rows;

/// A hundred thousand skus in ten currencies: how long repricing takes, and for how long it holds a lock.
@Tag("long")
@QuarkusTest
@QuarkusTestResource(PricingParts.class)
class ManyPricesIT {

    private static final Logger LOG = Logger.getLogger(ManyPricesIT.class);
    private static final int SKUS = 100_000;
    private static final int CHUNK = 10_000;
    /// Between two writes of somebody else.
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration MOST = Duration.ofSeconds(30);
    private static final Duration LONGEST_LOCK = Duration.ofMillis(100);
    private static final List<String> RATES = List.of("'GBP', 0.8305", "'USD', 1.0321", "'JPY', 162.55", "'CHF', 0.9373", "'SEK', 11.4345",
            "'NOK', 11.728", "'DKK', 7.4602", "'PLN', 4.2685", "'CZK', 25.153", "'AUD', 1.6621");
    private static final Pattern OUTCOME = Pattern
            .compile("derived prices of (\\d+) of (\\d+) skus changed; (\\d+) transactions, the longest (\\d+) ms");

    @Inject
    Pool database;

    @Inject
    Rows rows;

    @Inject
    Repricing repricing;

    @BeforeEach
    void load() {
        clear();
        warmUp();
        rates();
        for (int from = 1; from <= SKUS; from += CHUNK) {
            prices(from, from + CHUNK - 1);
        }
        insert("ANALYZE prices");
    }

    /// What a process does for the first time loads classes, and stops for that longer than a lock may last.
    private void warmUp() {
        rates();
        prices(1, CHUNK);
        assertThat(repricing.run(HeldTenure.of(database)).await().atMost(Duration.ofMinutes(5))).startsWith("derived prices of " + CHUNK);
        await().atMost(Duration.ofMinutes(5)).until(() -> rows.write("SELECT count(*) FROM outbox") == 0);
        clear();
    }

    private void rates() {
        RATES.forEach(rate -> insert("INSERT INTO exchange_rates (currency, units_per_eur, day) VALUES (" + rate + ", '2001-01-01')"));
    }

    private void prices(int from, int to) {
        insert("""
                INSERT INTO prices (sku, currency, valid_from, amount)
                SELECT 'M-' || n, 'GBP', '2002-01-01', 5 + n %% 100000 FROM generate_series(%d, %d) AS n
                """.formatted(from, to));
    }

    @AfterEach
    void clear() {
        insert("TRUNCATE prices, derived_prices, exchange_rates");
    }

    @Test
    void areDerivedInTimeWithShortLocksAndToldOnce() {
        assertThat(reprice("the first time, all new")).isEqualTo(SKUS);

        insert("UPDATE exchange_rates SET units_per_eur = units_per_eur * 1.01, version = nextval('versions') WHERE currency <> 'GBP'");
        assertThat(reprice("other rates, all changed")).isGreaterThan(SKUS * 9 / 10);
        assertThat(reprice("the same rates, none changed")).isZero();

        await().atMost(Duration.ofMinutes(5)).until(() -> rows.write("SELECT count(*) FROM outbox") == 0);
    }

    private long reprice(String what) {
        AtomicLong longestWait = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        Thread writer = Thread.ofVirtual().start(() -> writeMeanwhile(over, longestWait));
        long begun = System.nanoTime();
        Matcher outcome = OUTCOME.matcher(repricing.run(HeldTenure.of(database)).await().atMost(Duration.ofMinutes(5)));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        over.set(true);
        join(writer);
        assertThat(outcome.matches()).isTrue();
        LOG.infof("repricing, %s: %d ms, %s; the longest wait of a writer %d ms", what, took.toMillis(), outcome.group(),
                longestWait.get());
        assertThat(Long.parseLong(outcome.group(2))).isEqualTo(SKUS);
        assertThat(took).as(what).isLessThan(MOST);
        assertThat(Duration.ofMillis(Long.parseLong(outcome.group(4)))).as(what).isLessThanOrEqualTo(LONGEST_LOCK);
        return Long.parseLong(outcome.group(1));
    }

    /// As somebody who sets prices meanwhile: for how long a write of a base price or of a derived row waits.
    private void writeMeanwhile(AtomicBoolean over, AtomicLong longest) {
        for (int i = 1; !over.get(); i++) {
            long begun = System.nanoTime();
            String sku = "M-" + (1 + i * 7_919 % SKUS);
            insert("UPDATE derived_prices SET version = version WHERE sku = '" + sku + "'");
            insert("UPDATE prices SET amount = amount WHERE sku = '" + sku + "'");
            longest.accumulateAndGet(Duration.ofNanos(System.nanoTime() - begun).toMillis(), Math::max);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void insert(String sql) {
        var _ = database.withConnectionAndAwait(connection -> connection.query(sql).execute());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
