package dev.groundswell.pricing.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.pricing.testing.HeldTenure;
import dev.groundswell.pricing.testing.PriceApi;
import dev.groundswell.pricing.testing.PricingParts;
import dev.groundswell.pricing.testing.Rows;
import dev.groundswell.pricing.testing.SettableClock;
import dev.groundswell.pricing.testing.Wire;

/// Prices that change by the clock alone are told, each boundary once.
@QuarkusTest
@QuarkusTestResource(PricingParts.class)
class AnnouncingBoundariesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /// More than fit into the first transaction.
    private static final int MANY = 250;

    @Inject
    SettableClock clock;

    @Inject
    Pool database;

    @Inject
    Rows rows;

    @Inject
    AnnouncingBoundaries boundaries;

    @Inject
    ObjectMapper mapper;

    private final PriceApi prices = PriceApi.newSku();
    private Instant now = Instant.EPOCH;

    @BeforeEach
    void begin() {
        now = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        clock.stand(now);
        // What earlier tests have scheduled is not this one's.
        assertThat(rows.write("""
                WITH none AS (
                    UPDATE prices SET scheduled = false, percent_off = NULL, promotion_from = NULL, promotion_until = NULL
                    WHERE scheduled OR percent_off IS NOT NULL
                )
                UPDATE boundaries_told SET moment = '%s', sku = '', currency = '' RETURNING 1
                """.formatted(now))).isEqualTo(1);
    }

    @AfterEach
    void setTheClockRight() {
        clock.shift(Duration.ZERO);
    }

    @Test
    void tellsOfEachBoundaryOnceAndReadsKnewItOnTheSecond() throws IOException {
        prices.put(Map.of("currency", "GBP", "amount", 100, "promotion",
                Map.of("percentOff", 10, "from", at(10), "until", at(70)))).statusCode(201);
        prices.put(Map.of("currency", "GBP", "amount", 200, "validFrom", at(130))).statusCode(200);

        at(0, "0 prices changed by the clock");
        at(9, "0 prices changed by the clock");
        at(60, "1 prices changed by the clock");
        at(60, "0 prices changed by the clock");
        at(129, "1 prices changed by the clock");
        clock.stand(now.plusSeconds(130));
        prices.get().body("amount", equalTo(200));
        at(180, "1 prices changed by the clock");
        at(240, "0 prices changed by the clock");

        List<JsonNode> told = told(2 + 3);
        assertThat(told.subList(2, 5).stream().map(price -> price.path("amount").asInt())).containsExactly(100, 100, 200);
        assertThat(told.get(4)).as("as it is served").isEqualTo(mapper.readTree(prices.get().extract().asString()));
    }

    @Test
    void aClockThatIsBehindPutsNothingOffThatLiesOnTheMinute() {
        prices.put(Map.of("currency", "GBP", "amount", 100, "promotion",
                Map.of("percentOff", 10, "from", at(10), "until", at(60)))).statusCode(201);
        at(20, "1 prices changed by the clock");

        clock.stand(now.plusSeconds(59));
        assertThat(boundaries.run(new HeldTenure(database, now.plusSeconds(60), false)).await().atMost(PATIENCE))
                .isEqualTo("1 prices changed by the clock");
        at(120, "0 prices changed by the clock");
    }

    @Test
    void whatIsNotInForceThenIsNoBoundary() {
        prices.put(Map.of("currency", "GBP", "amount", 100, "promotion",
                Map.of("percentOff", 10, "from", at(10), "until", at(70)))).statusCode(201);
        clock.stand(now.plusSeconds(1));
        prices.put(Map.of("currency", "GBP", "amount", 200)).statusCode(200);

        at(100, "0 prices changed by the clock");
    }

    /// Its own event came after its commit, and so after its boundary.
    @Test
    void whatWasWrittenAfterItsBoundaryIsToldByItsWriterAlone() {
        clock.stand(now.plusSeconds(60));
        assertThat(run()).isEqualTo("0 prices changed by the clock");
        prices.put(Map.of("currency", "GBP", "amount", 100)).statusCode(201);
        assertThat(rows.write("UPDATE prices SET scheduled = true, valid_from = '" + now.plusSeconds(30) + "' WHERE sku = '" + prices.sku()
                + "' RETURNING 1")).isEqualTo(1);

        at(120, "0 prices changed by the clock");
    }

    @Test
    void twoRunsAtOnceTellOfManyAtTheSameMomentOnce() throws IOException {
        List<Map<String, Object>> items = new ArrayList<>();
        String each = prices.sku() + "-";
        for (int i = 0; i < MANY; i++) {
            items.add(new PriceApi(each + i).item("GBP", 1, now.plusSeconds(10)));
        }
        PriceApi.batch(items).statusCode(200);
        clock.stand(now.plusSeconds(60));

        List<String> outcomes = Uni.join().all(boundaries.run(HeldTenure.of(database)), boundaries.run(HeldTenure.of(database)))
                .andFailFast()
                .await().atMost(PATIENCE);

        assertThat(outcomes.stream().mapToInt(outcome -> Integer.parseInt(outcome.split(" ")[0])).sum()).isEqualTo(MANY);
        assertThat(told(2 * MANY)).hasSize(2 * MANY);
    }

    @Test
    void whoHasLostTheJobTellsNothingAndTheNextDoes() {
        prices.put(Map.of("currency", "GBP", "amount", 200, "validFrom", at(10))).statusCode(201);
        clock.stand(now.plusSeconds(60));

        assertThatThrownBy(() -> boundaries.run(HeldTenure.of(database).taken()).await().atMost(PATIENCE)).hasMessage("taken over");

        at(60, "1 prices changed by the clock");
    }

    private void at(int seconds, String outcome) {
        clock.stand(now.plusSeconds(seconds));
        assertThat(run()).as("after %d s", seconds).isEqualTo(outcome);
    }

    private String at(int seconds) {
        return now.plusSeconds(seconds).toString();
    }

    private String run() {
        return boundaries.run(HeldTenure.of(database)).await().atMost(PATIENCE);
    }

    private List<JsonNode> told(int times) throws IOException {
        List<JsonNode> told = new ArrayList<>();
        try (Wire wire = new Wire()) {
            for (ConsumerRecord<String, byte[]> record : wire.await("price-changed", times,
                    record -> record.key().startsWith(prices.sku()))) {
                told.add(mapper.readTree(record.value()));
            }
        }
        return told;
    }
}
