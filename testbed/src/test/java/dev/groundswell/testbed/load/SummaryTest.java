package dev.groundswell.testbed.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

class SummaryTest {
    private final Measurements measurements = new Measurements();

    @Test
    void countsGoodOnesLimitedOnesAndErrorsApart() {
        thousandGoodStockReads();
        measurements.answered(Operation.ORDER, 429, 1);
        measurements.answered(Operation.ORDER, 503, 1);
        measurements.answered(Operation.ORDER, 503, 1);
        measurements.unanswered(Operation.QUOTE);

        Totals all = summary(0).all();

        assertThat(all.requests()).isEqualTo(1_004);
        assertThat(all.good()).isEqualTo(1_000);
        assertThat(all.limited()).isEqualTo(1);
        assertThat(all.errors()).isEqualTo(Map.of("503", 2L, "unanswered", 1L));
        assertThat(summary(0).hasErrors()).isTrue();
    }

    @Test
    void aRefusalByTheLimitIsNoError() {
        measurements.answered(Operation.ORDER, 429, 1);

        assertThat(summary(0).hasErrors()).isFalse();
        assertThat(summary(0).table()).contains("--limits off");
    }

    @Test
    void percentilesAreOfTheGoodOnesOnly() {
        thousandGoodStockReads();
        measurements.answered(Operation.STOCK, 500, 1_000_000_000_000L);

        Totals all = summary(0).all();

        assertThat(all.millis(50)).isCloseTo(500, within(1.0));
        assertThat(all.millis(95)).isCloseTo(950, within(1.0));
        assertThat(all.millis(99)).isCloseTo(990, within(1.0));
        assertThat(all.millis(99.9)).isCloseTo(999, within(1.0));
        assertThat(all.meanMillis()).isCloseTo(500.5, within(1.0));
    }

    @Test
    void readingTheTotalsOftenLosesNothing() {
        thousandGoodStockReads();
        assertThat(Totals.sum(measurements.totals().values()).good()).isEqualTo(1_000);
        thousandGoodStockReads();

        assertThat(Totals.sum(measurements.totals().values()).good()).isEqualTo(2_000);
    }

    @Test
    void requestsThatTheEndCutOffAreUnanswered() {
        Totals all = summary(3).all();

        assertThat(all.errors()).isEqualTo(Map.of("unanswered", 3L));
        assertThat(all.millis(99)).isZero();
    }

    @Test
    void jsonTellsTheSame() {
        thousandGoodStockReads();
        measurements.answered(Operation.ORDER, 503, 1);

        JsonNode json = SummaryJson.of(summary(0));

        assertThat(json.path("model").asText()).isEqualTo("open");
        assertThat(json.path("requests").asLong()).isEqualTo(1_001);
        assertThat(json.path("throughput").asDouble()).isEqualTo(100);
        assertThat(json.path("latency").path("p99.9").asDouble()).isCloseTo(999, within(1.0));
        assertThat(json.path("errors").path("503").asLong()).isEqualTo(1);
        assertThat(json.path("operations").path("stock").path("requests").asLong()).isEqualTo(1_000);
        assertThat(json.path("operations").path("order").path("errors").path("503").asLong()).isEqualTo(1);
        assertThat(json.path("generator").path("cores").asDouble()).isEqualTo(0.2);
    }

    @Test
    void theLastLineSumsUp() {
        thousandGoodStockReads();

        assertThat(summary(0).line()).startsWith("load: 1000 requests in 10.0 s, 100.0 a second, p50 500.")
                .endsWith("0 limited (429), 0 errors");
    }

    private void thousandGoodStockReads() {
        for (int millis = 1; millis <= 1_000; millis++) {
            measurements.answered(Operation.STOCK, 200, millis * 1_000_000L);
        }
    }

    private Summary summary(long cut) {
        LoadPlan plan = new LoadPlan(URI.create("http://localhost:8080"), Mix.SHOP, 10, OptionalDouble.of(50), Duration.ofSeconds(10), 1,
                Path.of("unused"));
        return new Summary(plan, measurements.totals(), Duration.ofSeconds(10), cut, Duration.ofSeconds(2), Duration.ofMillis(3), 1);
    }
}
