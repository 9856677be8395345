package dev.groundswell.pricing.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.batching.Loaded;
import dev.groundswell.platform.cache.Entry;
import dev.groundswell.platform.cache.Recency;
import dev.groundswell.pricing.rate.KeptRates;
import dev.groundswell.pricing.rate.Rates;
import dev.groundswell.pricing.testing.PriceApi;
import dev.groundswell.pricing.testing.PricingParts;
import dev.groundswell.pricing.testing.Rows;
import dev.groundswell.pricing.testing.SettableClock;

/// What is kept of a sku says of every later moment what the database would.
@QuarkusTest
@QuarkusTestResource(PricingParts.class)
class ScheduleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SKUS = 12;
    private static final int DAYS = 6;
    /// XAF and XOF have rates of two days, XPF has none; the euro has no rows.
    private static final List<String> CURRENCIES = List.of("GBP", "XAF", "XOF", "XPF", "EUR");

    @Inject
    SettableClock clock;

    @Inject
    Pool database;

    @Inject
    Rows rows;

    @Inject
    Prices primary;

    @Inject
    KeptPrices shown;

    @Inject
    KeptRates kept;

    @AfterEach
    void setTheClockRight() {
        clock.shift(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void saysWhatTheDatabaseSays(long seed) {
        Random random = new Random(seed);
        Instant begin = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(20L * seed, ChronoUnit.DAYS).plusSeconds(40_000);
        List<String> skus = new ArrayList<>();
        for (int i = 0; i < SKUS; i++) {
            skus.add("S-" + UUID.randomUUID());
            write(skus.getLast(), begin, random);
        }
        rows.rate("GBP", "2001-01-01", "0.8");
        for (String currency : List.of("XAF", "XOF")) {
            rows.rate(currency, day(begin, -random.nextInt(DAYS)), "655." + random.nextInt(1_000));
            rows.rate(currency, day(begin, 1 + random.nextInt(DAYS - 1)), "655." + random.nextInt(1_000));
        }
        clock.stand(begin);
        Map<String, Entry<Schedule>> schedules = schedules(skus, clock);

        for (String currency : CURRENCIES) {
            Rates rates = kept.between("GBP", currency, new Recency(true, Instant.MIN)).await().atMost(PATIENCE);
            for (int i = 0; i < 40; i++) {
                Instant moment = begin.plusMillis(random.nextLong(Duration.ofDays(DAYS).toMillis()));
                assertThat(rates.know(moment)).isTrue();
                Map<String, Loaded<InForce>> right = primary
                        .current(skus.stream().map(sku -> new Wanted(sku, currency, moment)).toList()).await().atMost(PATIENCE);
                for (String sku : skus) {
                    Schedule schedule = schedule(schedules, sku);
                    assertThat(schedule.knows(moment)).isTrue();
                    InForce said = schedule.at(currency, moment, schedule.derives(currency, moment) ? rates : null);
                    assertThat(new Loaded.Found<>(said)).as("%s in %s at %s, seed %d", sku, currency, moment, seed)
                            .isEqualTo(right.get(sku));
                }
            }
        }
    }

    @Test
    void versionsGrowWithEveryWriteOfTheSkuAlsoOfThePast() {
        PriceApi prices = PriceApi.newSku();
        Instant now = clock.instant();
        long first = prices.put(Map.of("currency", "GBP", "amount", 1)).extract().jsonPath().getLong("version");
        long kept = version(prices.sku());
        assertThat(kept).isEqualTo(first);

        prices.batch(List.of(prices.item("GBP", 2, now.minusSeconds(1_000)))).statusCode(200);

        assertThat(version(prices.sku())).isGreaterThan(kept);
    }

    /// More than is kept: up to there it is evaluated, from there on the database is asked, also by who kept it a while ago.
    @Test
    void whereWhatIsKeptEndsTheDatabaseGoesOn() {
        PriceApi prices = PriceApi.newSku();
        Instant begin = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1_000);
        int more = ScheduleTable.MOST + 5;
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = 0; i < more; i++) {
            items.add(prices.item(i % 2 == 0 ? "GBP" : "JPY", 100 + i, begin.plusSeconds(i)));
        }
        PriceApi.batch(items).statusCode(200);
        Schedule schedule = schedule(schedules(List.of(prices.sku()), clock), prices.sku());

        assertThat(schedule.rows()).hasSize(ScheduleTable.MOST);
        assertThat(schedule.until()).isEqualTo(begin.plusSeconds(ScheduleTable.MOST));
        clock.stand(begin.plusSeconds(more).minusMillis(1));
        prices.get().body("amount", equalTo(100 + more - 1));
        assertThat(schedule.knows(clock.instant())).isFalse();
        shown.written(Map.of(prices.sku(), Entry.of(schedule, version(prices.sku()))));
        prices.get().body("amount", equalTo(100 + more - 1));
    }

    private void write(String sku, Instant begin, Random random) {
        for (String currency : CURRENCIES.subList(0, random.nextInt(CURRENCIES.size()) + 1)) {
            int count = random.nextInt(5);
            for (int i = 0; i < count; i++) {
                Instant validFrom = begin.plusSeconds(random.nextLong(-400_000, 400_000));
                String promotion = random.nextBoolean()
                        ? "null, null, null"
                        : "10, '" + begin.plusSeconds(i * 90_000L) + "', '" + begin.plusSeconds((i + 1) * 90_000L) + "'";
                assertThat(rows.write(
                        "INSERT INTO prices (sku, currency, valid_from, amount, breaks, percent_off, promotion_from, promotion_until)"
                                + " VALUES ('" + sku + "', '" + currency + "', '" + validFrom + "', " + random.nextInt(10_000)
                                + ", '[{\"minQuantity\": 5, \"amount\": 3}]', " + promotion + ") RETURNING version"))
                        .isPositive();
            }
        }
    }

    private Map<String, Entry<Schedule>> schedules(List<String> skus, Clock at) {
        return database.withConnection(connection -> ScheduleTable.schedules(connection, skus, at)).await().atMost(PATIENCE);
    }

    private long version(String sku) {
        Entry<Schedule> entry = schedules(List.of(sku), clock).get(sku);
        return entry == null ? 0 : entry.version();
    }

    private static Schedule schedule(Map<String, Entry<Schedule>> schedules, String sku) {
        Entry<Schedule> entry = schedules.get(sku);
        Schedule schedule = entry == null ? null : entry.value();
        return schedule == null ? new Schedule(List.of(), Instant.MIN, null) : schedule;
    }

    private static String day(Instant begin, int later) {
        return begin.plus(later, ChronoUnit.DAYS).atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
