package dev.groundswell.pricing.repricing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.pricing.price.InForce;
import dev.groundswell.pricing.price.Price;
import dev.groundswell.pricing.price.Prices;
import dev.groundswell.pricing.price.Wanted;
import dev.groundswell.pricing.rule.Promotion;
import dev.groundswell.pricing.testing.HeldTenure;
import dev.groundswell.pricing.testing.PriceApi;
import dev.groundswell.pricing.testing.PricingParts;
import dev.groundswell.pricing.testing.Rows;
import dev.groundswell.pricing.testing.SettableClock;
import dev.groundswell.pricing.testing.Wire;

/// What is told of derived prices is what reads answer.
@QuarkusTest
@QuarkusTestResource(PricingParts.class)
class RepricingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SKUS = 60;
    private static final List<String> CURRENCIES = List.of("BHD", "EUR", "JPY", "SEK");

    @Inject
    SettableClock clock;

    @Inject
    Pool database;

    @Inject
    Rows rows;

    @Inject
    Repricing repricing;

    @Inject
    Prices prices;

    @Inject
    ObjectMapper mapper;

    private final String run = "R-" + UUID.randomUUID();

    @BeforeEach
    void begin() {
        clock.stand(clock.instant());
        clear();
        rows.rate("GBP", "2001-01-01", "0.83105");
        rows.rate("JPY", "2001-01-01", "162.55");
        rows.rate("BHD", "2001-01-01", "0.39107");
        rows.rate("SEK", "2001-01-01", "11.4345");
    }

    @AfterEach
    void setTheClockRight() {
        clear();
        clock.shift(Duration.ZERO);
    }

    @Test
    void tellsOfEveryDerivedPriceAsReadsAnswerItAndOfNoneTwice() throws IOException {
        Random random = new Random(9);
        List<String> skus = new ArrayList<>();
        for (int i = 0; i < SKUS; i++) {
            skus.add(run + i);
            write(skus.getLast(), random);
        }

        assertThat(reprice()).doesNotStartWith("derived prices of 0");
        assertToldIsRead(skus, 1);
        assertThat(reprice()).as("nothing has changed").startsWith("derived prices of 0 of ");

        rows.rate("SEK", "2001-01-02", "12");
        rows.rate("GBP", "2001-01-02", "0.83105");
        assertThat(reprice()).doesNotStartWith("derived prices of 0");
        assertToldIsRead(skus, 2);
    }

    @Test
    void tellsOfWhatReallyChangedOnly() {
        PriceApi cheap = new PriceApi(run + "cheap");
        PriceApi dear = new PriceApi(run + "dear");
        cheap.put(Map.of("currency", "GBP", "amount", 1)).statusCode(201);
        dear.put(Map.of("currency", "GBP", "amount", 100_000)).statusCode(201);
        assertThat(reprice()).doesNotStartWith("derived prices of 0");

        rows.rate("SEK", "2001-01-02", "11.4346");
        assertThat(reprice()).doesNotStartWith("derived prices of 0");

        assertThat(told(dear.sku(), 2)).hasSize(2);
        assertThat(told(cheap.sku(), 1)).as("a penny is as many öre as before").hasSize(1);
        dear.put(Map.of("currency", "SEK", "amount", 1_400_000)).statusCode(201);
        assertThat(reprice()).startsWith("derived prices of 1 of ");
        assertThat(told(dear.sku(), 3).getLast().path("derived").findValuesAsText("currency")).containsExactly("BHD", "EUR", "JPY");
    }

    @Test
    void whoHasLostTheJobTellsNothing() {
        new PriceApi(run).put(Map.of("currency", "GBP", "amount", 100)).statusCode(201);

        assertThatThrownBy(() -> repricing.run(HeldTenure.of(database).taken()).await().atMost(PATIENCE)).hasMessage("taken over");

        assertThat(rows.write("SELECT count(*) FROM derived_prices WHERE sku = '" + run + "'")).isZero();
        assertThat(reprice()).doesNotStartWith("derived prices of 0");
        assertThat(told(run, 1)).hasSize(1);
    }

    /// The run is for a midnight that the clock of this process has not reached yet.
    @Test
    void aRunUsesTheRatesOfTheMomentItIsFor() {
        new PriceApi(run).put(Map.of("currency", "GBP", "amount", 100_000)).statusCode(201);
        Instant midnight = clock.instant().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.DAYS);
        clock.stand(midnight.minusMillis(300));
        rows.rate("SEK", midnight.toString().substring(0, 10), "15");

        assertThat(repricing.run(new HeldTenure(database, midnight, false)).await().atMost(PATIENCE))
                .doesNotStartWith("derived prices of 0");

        assertThat(told(run, 1).getLast().path("derived").get(3).path("amount").asLong()).isEqualTo(1_804_946);
    }

    private void assertToldIsRead(List<String> skus, int times) throws IOException {
        Map<String, JsonNode> newest = new HashMap<>();
        try (Wire wire = new Wire()) {
            int expected = (int) skus.stream().filter(sku -> !derived(sku).isEmpty()).count();
            for (ConsumerRecord<String, byte[]> record : wire.await("price-changed", times * expected, record -> isDerived(record, run))) {
                newest.put(record.key(), mapper.readTree(record.value()));
            }
        }
        for (String sku : skus) {
            List<Price> read = derived(sku);
            JsonNode event = newest.getOrDefault(sku, mapper.createObjectNode());
            assertThat(event.path("derived").findValuesAsText("currency")).as(sku)
                    .isEqualTo(read.stream().map(Price::currency).toList());
            for (int i = 0; i < read.size(); i++) {
                Price price = read.get(i);
                JsonNode one = event.path("derived").get(i);
                assertThat(one.path("amount").asLong()).as("%s in %s", sku, price.currency()).isEqualTo(price.amount());
                assertThat(one.path("breaks")).isEqualTo(mapper.readTree(mapper.writeValueAsString(price.breaks())));
                assertThat(mapper.treeToValue(event.path("promotion"), Promotion.class)).isEqualTo(price.promotion());
                assertThat(Instant.parse(event.path("validFrom").asText())).isEqualTo(price.validFrom());
                assertThat(event.path("derivedFrom").asText()).isEqualTo(price.derivedFrom());
                assertThat(event.path("version").asLong()).isGreaterThanOrEqualTo(price.version());
            }
        }
    }

    private List<Price> derived(String sku) {
        List<Price> found = new ArrayList<>();
        List<Wanted> wanted = CURRENCIES.stream().map(currency -> new Wanted(sku, currency, clock.instant())).toList();
        for (InForce inForce : prices.inForce(wanted).await().atMost(PATIENCE)) {
            Price price = inForce.price();
            if (price != null && price.derivedFrom() != null) {
                found.add(price);
            }
        }
        return found;
    }

    /// Own prices in some currencies, breaks, promotions, rows of the past and to come, amounts up to what converts to no money.
    private void write(String sku, Random random) {
        Instant now = clock.instant();
        for (String currency : List.of("GBP", "JPY", "EUR")) {
            for (int i = 0; i < 3; i++) {
                if (currency.equals("GBP") ? random.nextInt(4) > 0 : random.nextInt(6) == 0) {
                    long amount = random.nextBoolean() ? random.nextLong(1_000) : random.nextLong(1_000_000_000_000L);
                    String promotion = random.nextBoolean()
                            ? "null, null, null"
                            : "10, '" + now.minusSeconds(50) + "', '" + now.plusSeconds(50) + "'";
                    String breaks = random.nextBoolean()
                            ? "[]"
                            : "[{\"minQuantity\": 5, \"amount\": " + random.nextLong(1_000_000_000_000L)
                                    + "}, {\"minQuantity\": 9, \"amount\": "
                                    + random.nextLong(500) + "}]";
                    assertThat(rows.write(
                            "INSERT INTO prices (sku, currency, valid_from, amount, breaks, percent_off, promotion_from, promotion_until) VALUES ('"
                                    + sku + "', '" + currency + "', '" + now.plusSeconds(random.nextInt(-9_000, 3_000)) + "', " + amount
                                    + ", '"
                                    + breaks + "', " + promotion + ") RETURNING version"))
                            .isPositive();
                }
            }
        }
    }

    private List<JsonNode> told(String sku, int times) {
        try (Wire wire = new Wire()) {
            List<JsonNode> told = new ArrayList<>();
            for (ConsumerRecord<String, byte[]> record : wire.await("price-changed", times, record -> isDerived(record, sku))) {
                told.add(mapper.readTree(record.value()));
            }
            return told;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String reprice() {
        return repricing.run(HeldTenure.of(database)).await().atMost(PATIENCE);
    }

    /// A run goes through the skus of all tests.
    private void clear() {
        var _ = database
                .withConnectionAndAwait(connection -> connection.query("TRUNCATE prices, derived_prices, exchange_rates").execute());
    }

    private static boolean isDerived(ConsumerRecord<String, byte[]> record, String sku) {
        return record.key().startsWith(sku) && new String(record.value(), UTF_8).contains("\"derived\"");
    }
}
