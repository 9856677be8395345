package dev.groundswell.pricing.price;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import dev.groundswell.pricing.testing.PriceApi;
import dev.groundswell.pricing.testing.PricingParts;
import dev.groundswell.pricing.testing.Rows;
import dev.groundswell.pricing.testing.SettableClock;
import dev.groundswell.pricing.testing.Statements;

/// What is kept changes by the clock: a second before a boundary it is read from the database for the last time, a second after it is another.
@QuarkusTest
@QuarkusTestResource(PricingParts.class)
class KeptPricesIT {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Inject
    SettableClock clock;

    @Inject
    Statements statements;

    @Inject
    Rows rows;

    private final PriceApi prices = PriceApi.newSku();
    private final String sku = prices.sku();

    @AfterEach
    void setTheClockRight() {
        clock.shift(Duration.ZERO);
    }

    @Test
    void aScheduledPriceTakesOverWhileItIsKept() {
        Instant boundary = soon();
        prices.batch(List.of(prices.item("GBP", 100, boundary.minusSeconds(1_000)), prices.item("GBP", 90, boundary),
                prices.item("GBP", 80, boundary.plusSeconds(3)))).statusCode(200);

        across(boundary, "GBP", () -> {
            prices.get().body("amount", equalTo(100)).header("CDN-Cache-Control", "max-age=1, stale-if-error=0");
            left().body("items[0].amount", equalTo(100)).body("left.'" + sku + "'", equalTo(1));
            quote().body("total.amount", equalTo(1_000));
        }, () -> {
            prices.get().body("amount", equalTo(90)).header("CDN-Cache-Control", "max-age=2, stale-if-error=0");
            left().body("items[0].amount", equalTo(90)).body("left.'" + sku + "'", equalTo(2));
            quote().body("total.amount", equalTo(900));
        });
    }

    @Test
    void aPriceThatWasNotThereYetComes() {
        Instant boundary = soon();
        prices.batch(List.of(prices.item("GBP", 90, boundary))).statusCode(200);

        across(boundary, "GBP",
                () -> prices.get().statusCode(404).header("CDN-Cache-Control", "max-age=1, stale-if-error=0"),
                () -> prices.get().statusCode(200).header("CDN-Cache-Control", "max-age=5, stale-if-error=60"));
    }

    @Test
    void aPromotionBeginsAndEndsWhileItIsKept() {
        Instant begin = soon();
        Instant end = begin.plusSeconds(100);
        prices.put(Map.of("currency", "GBP", "amount", 100, "promotion",
                Map.of("percentOff", 10, "from", begin.toString(), "until", end.toString()))).statusCode(201);

        across(begin, "GBP", () -> {
            quote().body("total.amount", equalTo(1_000));
            prices.get().header("CDN-Cache-Control", "max-age=1, stale-if-error=0");
        }, () -> {
            quote().body("total.amount", equalTo(900));
            prices.get().header("CDN-Cache-Control", "max-age=5, stale-if-error=60");
        });
        across(end, "GBP", () -> {
            quote().body("total.amount", equalTo(900));
            prices.get().header("CDN-Cache-Control", "max-age=1, stale-if-error=0");
        }, () -> {
            quote().body("total.amount", equalTo(1_000));
            prices.get().header("CDN-Cache-Control", "max-age=5, stale-if-error=60");
        });
    }

    @Test
    void aRateTakesOverAtMidnightWhileItIsKept() {
        Instant midnight = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        rows.rate("GBP", "2001-01-01", "0.8");
        rows.rate("NOK", "2001-01-01", "8");
        rows.rate("NOK", midnight.toString().substring(0, 10), "12");
        prices.put(Map.of("currency", "GBP", "amount", 100)).statusCode(201);
        clock.stand(midnight.minus(SECOND));
        String before = prices.getPastCaches("NOK").extract().header("ETag");

        across(midnight, "NOK",
                () -> prices.get("NOK").body("amount", equalTo(1_000)).header("ETag", before).header("CDN-Cache-Control",
                        "max-age=1, stale-if-error=0"),
                () -> prices.get("NOK").body("amount", equalTo(1_500)).header("ETag", not(before)).header("CDN-Cache-Control",
                        "max-age=5, stale-if-error=60"));
    }

    @Test
    void whatHasNoPriceIsKeptAsWellAndComesWithItsFirst() {
        clock.stand(clock.instant());
        prices.get().statusCode(404);
        assertThat(statements.during(() -> prices.get().statusCode(404))).isZero();

        prices.put(Map.of("currency", "GBP", "amount", 7)).statusCode(201);

        assertThat(statements.during(() -> prices.get().statusCode(200).body("amount", equalTo(7)))).isZero();
    }

    @Test
    void whatIsWrittenIsKeptAtOnce() {
        clock.stand(clock.instant());
        prices.put(Map.of("currency", "GBP", "amount", 1)).statusCode(201);
        assertThat(statements.during(() -> prices.get().body("amount", equalTo(1)))).isZero();
        prices.batch(List.of(prices.item("GBP", 2, clock.instant().minusSeconds(5)), prices.item("EUR", 3, clock.instant())))
                .statusCode(200);

        assertThat(statements.during(() -> {
            prices.get().body("amount", equalTo(1));
            prices.get("EUR").body("amount", equalTo(3));
        })).isZero();
    }

    private Instant soon() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(500);
    }

    /// Reads a second before the boundary, so that it is kept, and then takes no statement any more.
    private void across(Instant boundary, String currency, Runnable before, Runnable after) {
        clock.stand(boundary.minus(SECOND));
        var _ = prices.get(currency).extract();
        int taken = statements.during(() -> {
            before.run();
            clock.stand(boundary.plus(SECOND));
            after.run();
        });
        assertThat(taken).isZero();
    }

    private ValidatableResponse left() {
        return given().get("/api/prices?left=true&skus=" + sku).then();
    }

    private ValidatableResponse quote() {
        return given().contentType("application/json")
                .body(Map.of("currency", "GBP", "lines", List.of(Map.of("sku", sku, "quantity", 10)))).post("/api/quotes").then();
    }
}
