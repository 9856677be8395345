package dev.groundswell.pricing.quote;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import dev.groundswell.platform.http.Caching;
import dev.groundswell.pricing.testing.PricingParts;
import dev.groundswell.pricing.testing.SettableClock;
import dev.groundswell.pricing.testing.Statements;

@QuarkusTest
@QuarkusTestResource(PricingParts.class)
class QuotesIT {

    @Inject
    SettableClock clock;

    @Inject
    Statements statements;

    @Inject
    MeterRegistry registry;

    private final String sku = "Q-" + UUID.randomUUID();

    @AfterEach
    void setTheClockRight() {
        clock.shift(Duration.ZERO);
    }

    @Test
    void appliesBreaksAndPromotionsByTheClock() {
        Instant begins = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1_000);
        load(List.of(Map.of("sku", sku, "currency", "GBP", "amount", 1_000, "breaks", List.of(Map.of("minQuantity", 10, "amount", 805)),
                "promotion", Map.of("percentOff", 10, "from", begins.toString(), "until", begins.plusSeconds(1_000).toString()))));

        quote(line(sku, 9)).statusCode(200).header("Cache-Control", "no-store").body("total.amount", equalTo(9_000));
        quote(line(sku, 10)).body("lines[0].unitPrice.amount", equalTo(805)).body("total.currency", equalTo("GBP"));
        clock.shift(Duration.ofMinutes(25));
        quote(line(sku, 9)).body("lines[0].unitPrice.amount", equalTo(900));
        quote(line(sku, 10)).body("lines[0].unitPrice.amount", equalTo(725)).body("lines[0].total.amount", equalTo(7_250));
        clock.shift(Duration.ofSeconds(2_001));
        quote(line(sku, 10)).body("lines[0].unitPrice.amount", equalTo(805));
    }

    @Test
    void equalSkusBecomeOneLineInTheirFirstPlace() {
        load(List.of(price(sku, 7), price(sku + "-b", 1)));

        quote(line(sku, 1), line(sku + "-b", 5), line(sku, 2)).statusCode(200)
                .body("lines.sku", contains(sku, sku + "-b"))
                .body("lines.quantity", contains(3, 5))
                .body("lines.total.amount", contains(21, 5))
                .body("total.amount", equalTo(26));
    }

    @Test
    void equalOnesAreAddedUpOnce() {
        load(List.of(price(sku, 250)));
        quote(line(sku, 2)).statusCode(200);
        double before = bills();

        String first = quote(line(sku, 3)).statusCode(200).body("total.amount", equalTo(750)).extract().asString();
        for (int i = 1; i < 1_000; i++) {
            assertThat(quote(line(sku, 3)).statusCode(200).extract().asString()).isEqualTo(first);
        }
        assertThat(bills() - before).isEqualTo(1);

        quote(line(sku, 4)).statusCode(200).body("total.amount", equalTo(1_000));
        assertThat(bills() - before).isEqualTo(2);
    }

    @Test
    void pricesAThousandLinesWithOneStatement() {
        load(IntStream.range(0, 1_000).<Map<String, Object>>mapToObj(i -> price(sku + "-" + i, i)).toList());
        Object[] lines = IntStream.range(0, 1_000).mapToObj(i -> line(sku + "-" + i, 2)).toArray();

        assertThat(statements.during(() -> quotePastCaches(lines).statusCode(200).body("total.amount", equalTo(999_000)))).isEqualTo(1);
        assertThat(statements.during(() -> quotePastCaches(line(sku + "-1", 1)).statusCode(200))).isEqualTo(1);
        clock.stand(clock.instant());
        quote(lines).statusCode(200);
        assertThat(statements.during(() -> quote(lines).statusCode(200).body("total.amount", equalTo(999_000)))).isZero();
    }

    @Test
    void whatHasNoPriceIsNamedByItsLine() {
        load(List.of(price(sku, 1)));

        quote(line(sku, 1), line(sku, 1), line("NO-1", 1), line("NO-2", 1)).statusCode(422)
                .contentType("application/problem+json")
                .body("errors.pointer", contains("/lines/2/sku", "/lines/3/sku"));
    }

    @Test
    void aTotalTooLargeIsRefused() {
        load(List.of(price(sku, 1_000_000_000_000L)));

        quote(line(sku, 1_000)).statusCode(200).body("total.amount", equalTo(1_000_000_000_000_000L));
        quote(line(sku, 1_001)).statusCode(422)
                .body("type", equalTo("urn:groundswell:problem:total-too-large"))
                .body("errors.pointer", contains("/lines/0/quantity"));
    }

    @Test
    void aBodyIsReadStrictly() {
        Stream.of("{", "", "{\"currency\":\"GBP\",\"lines\":\"many\"}",
                "{\"currency\":\"GBP\",\"lines\":[{\"sku\":\"A\",\"quantity\":1.0}]}",
                "{\"currency\":\"GBP\",\"lines\":[{\"sku\":7,\"quantity\":1}]}").forEach(body -> post(body).statusCode(400));
        post("{\"currency\":\"GBP\",\"lines\":[{\"sku\":\"A\",\"quantity\":1,\"surprise\":1}]}").statusCode(422)
                .body("errors.pointer", contains("/lines/0/surprise"));
        post("{\"currency\":\"GBP\",\"lines\":[{\"sku\":\"A\",\"quantity\":1},{\"sku\":\"A\",\"quantity\":0}]}").statusCode(422)
                .body("errors.pointer", contains("/lines/1/quantity"));
        post("{\"currency\":\"XXQ\",\"lines\":[]}").statusCode(422).body("errors.pointer", contains("/currency", "/lines"));
    }

    private static Map<String, Object> price(String sku, long amount) {
        return Map.of("sku", sku, "currency", "GBP", "amount", amount);
    }

    private static Map<String, Object> line(String sku, long quantity) {
        return Map.of("sku", sku, "quantity", quantity);
    }

    private static void load(List<Map<String, Object>> items) {
        given().auth().oauth2(PricingParts.admin()).contentType("application/json").body(Map.of("items", items)).urlEncodingEnabled(false)
                .post("/api/prices:batch")
                .then().statusCode(200);
    }

    private static ValidatableResponse quote(Object... lines) {
        return given().contentType("application/json").body(Map.of("currency", "GBP", "lines", List.of(lines))).post("/api/quotes").then();
    }

    private double bills() {
        return registry.get("cache.misses").tag("cache", "bills").functionCounter().count();
    }

    private static ValidatableResponse quotePastCaches(Object... lines) {
        return given().header(Caching.PAST_CACHES, "?1").contentType("application/json")
                .body(Map.of("currency", "GBP", "lines", List.of(lines))).post("/api/quotes").then();
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json").body(body).post("/api/quotes").then();
    }
}
