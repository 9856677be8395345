package dev.groundswell.pricing.price;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.http.Caching;
import dev.groundswell.pricing.testing.PriceApi;
import dev.groundswell.pricing.testing.PricingParts;
import dev.groundswell.pricing.testing.SettableClock;
import dev.groundswell.pricing.testing.Statements;
import dev.groundswell.testing.NotedLog;

/// Many prices at once, and the history they make.
@QuarkusTest
@QuarkusTestResource(PricingParts.class)
class PriceBatchesIT {

    @Inject
    SettableClock clock;

    @Inject
    Statements statements;

    @Inject
    Pool database;

    private final PriceApi prices = PriceApi.newSku();
    private final String sku = prices.sku();

    @AfterEach
    void setTheClockRight() {
        clock.shift(Duration.ZERO);
    }

    @Test
    void theHistoryIsPagedOverAllCurrencies() {
        Instant base = clock.instant().truncatedTo(ChronoUnit.SECONDS).minusSeconds(100);
        prices.batch(List.of(prices.item("GBP", 1, base), prices.item("EUR", 2, base), prices.item("GBP", 3, base.plusSeconds(1)),
                prices.item("USD", 4, base),
                prices.item("GBP", 5, base.plusSeconds(2))))
                .statusCode(200)
                .body("written", equalTo(5));

        String next = prices.history("?limit=3").body("items.amount", contains(5, 3, 2))
                .header("Cache-Tag", "price:" + sku)
                .header("Cache-Control", "public, no-cache")
                .extract()
                .path("next");
        String tag = prices.history("?limit=3&after=" + next).body("items.amount", contains(1, 4)).body("next", nullValue()).extract()
                .header("ETag");
        given().header("If-None-Match", tag).get("/api/prices/" + sku + "/history?limit=3&after=" + next).then().statusCode(304);
        prices.history("?limit=0").statusCode(400);
        prices.history("?limit=").statusCode(400);
        prices.history("?after=broken").statusCode(400);
    }

    @Test
    void aBatchIsAllOrNothing() {
        Map<String, Object> bad = Map.of("sku", sku, "currency", "GBP", "amount", 5, "surprise", 1);
        prices.batch(List.of(prices.item("GBP", 1, clock.instant()), bad)).statusCode(422).body("errors[0].pointer",
                equalTo("/items/1/surprise"));
        prices.batch(List.of(prices.item("GBP", 1, clock.instant()), Map.of("sku", sku, "currency", "GBP", "amount", "5"))).statusCode(400)
                .body("errors[0].pointer", equalTo("/items/1/amount"));
        prices.batch(List.of(prices.item("GBP", 1, clock.instant()), Map.of("sku", sku, "currency", "GBP", "amount", -5))).statusCode(422)
                .body("errors[0].pointer", equalTo("/items/1/amount"));
        prices.get().statusCode(404);
        prices.batch(List.of()).statusCode(200).body("written", equalTo(0));
    }

    @Test
    void aBatchReplacesTheSameMomentAndItsLaterItemWins() {
        Instant past = clock.instant().minusSeconds(60);
        prices.batch(List.of(prices.item("GBP", 1, past), prices.item("GBP", 2, past))).statusCode(200).body("written", equalTo(1));
        int before = prices.get().body("amount", equalTo(2)).extract().path("version");
        prices.batch(List.of(prices.item("GBP", 3, past))).statusCode(200);
        prices.get().body("amount", equalTo(3)).body("version", greaterThan(before)).body("validFrom", equalTo(past.toString()));
    }

    @Test
    void pricesAreAuditedWithTheVersionsBeforeAndAfter() {
        Instant past = clock.instant().minusSeconds(60);
        try (NotedLog audit = new NotedLog("dev.groundswell.audit")) {
            long first = prices.put(Map.of("amount", 100, "currency", "GBP")).statusCode(201).extract().jsonPath().getLong("version");
            prices.put(Map.of("amount", 100, "currency", "GBP")).statusCode(200);
            long second = prices.put(Map.of("amount", 200, "currency", "GBP")).statusCode(200).extract().jsonPath().getLong("version");
            prices.batch(List.of(prices.item("GBP", 1, past), prices.item("EUR", 2, past))).statusCode(200);

            assertThat(audit.lines()).hasSize(3);
            assertThat(audit.lines().get(0)).isEqualTo("admin \"admin-of-the-test\" changed price:%s GBP none -> %d".formatted(sku, first));
            assertThat(audit.lines().get(1))
                    .isEqualTo("admin \"admin-of-the-test\" changed price:%s GBP %d -> %d".formatted(sku, first, second));
            assertThat(audit.lines().get(2))
                    .matches("admin \"admin-of-the-test\" changed price:%1$s GBP %2$d -> \\d+, price:%1$s EUR none -> \\d+".formatted(sku,
                            second));
        }
    }

    @Test
    void aBatchTakesTheSameStatementsHoweverLongItIs() {
        Instant past = clock.instant().minusSeconds(60);
        int one = statements.during(() -> prices.batch(List.of(prices.item("GBP", 1, past))).statusCode(200));
        List<Map<String, Object>> thousand = IntStream.range(0, 1_000)
                .mapToObj(i -> Map.<String, Object>of("sku", sku + "-" + i, "currency", "GBP", "amount", i, "validFrom", past.toString()))
                .toList();
        int many = statements.during(() -> prices.batch(thousand).statusCode(200).body("written", equalTo(1_000)));

        // Lock, look, write, tell, and read what to keep; and where the log ends, for the answer's token.
        assertThat(many).isEqualTo(one).isEqualTo(6);
        given().get("/api/prices/" + sku + "-999").then().body("amount", equalTo(999));
    }

    @Test
    void whatIsReadTakesOneStatementHoweverMuchItIs() {
        Instant past = clock.instant().minusSeconds(1_000);
        prices.batch(IntStream.range(0, 100)
                .<Map<String, Object>>mapToObj(
                        i -> Map.of("sku", sku + "-" + i, "currency", "GBP", "amount", i, "validFrom", past.toString()))
                .toList()).statusCode(200);
        prices.batch(IntStream.range(0, 100).mapToObj(i -> prices.item("GBP", i, past.plusSeconds(i))).toList()).statusCode(200);
        String hundred = String.join(",", IntStream.range(0, 100).mapToObj(i -> sku + "-" + i).toList());

        for (String more : List.of("", "&currency=EUR", "&left=true")) {
            // What is derived takes one for the rates as well.
            int cold = more.contains("EUR") ? 2 : 1;
            assertThat(statements.during(() -> listPastCaches(sku + "-1" + more).statusCode(200))).as("one%s", more).isEqualTo(cold);
            assertThat(statements.during(() -> listPastCaches(hundred + more).statusCode(200))).as("a hundred%s", more).isEqualTo(cold);
            clock.stand(clock.instant());
            list(hundred + more).statusCode(200);
            assertThat(statements.during(() -> list(hundred + more).statusCode(200))).as("a hundred kept%s", more).isZero();
            clock.shift(Duration.ZERO);
        }
        assertThat(statements.during(() -> prices.history("?limit=1").body("items", hasSize(1)))).isEqualTo(1);
        assertThat(statements.during(() -> prices.history("?limit=100").body("items", hasSize(100)))).isEqualTo(1);
    }

    /// What catalog keeps with a product must not outlive the price, and one price that cannot be read is no other's misfortune.
    @Test
    void aListThatIsKeptSaysHowLongEachPriceHolds() {
        Instant now = clock.instant();
        prices.batch(List.of(prices.item("GBP", 1, now.minusSeconds(60)), prices.item("GBP", 2, now.plusSeconds(1_000)),
                Map.of("sku", sku + "-steady", "currency", "GBP", "amount", 3, "validFrom", now.minusSeconds(60).toString()),
                Map.of("sku", sku + "-soon", "currency", "GBP", "amount", 4, "validFrom", now.plusSeconds(2_000).toString()),
                Map.of("sku", sku + "-torn", "currency", "GBP", "amount", 5, "validFrom", now.minusSeconds(60).toString())))
                .statusCode(200);
        var _ = database
                .withConnectionAndAwait(
                        connection -> connection.query("UPDATE prices SET breaks = '[{}]' WHERE sku = '" + sku + "-torn'").execute());

        listPastCaches(sku + "-soon," + sku + "-steady," + sku + "-torn," + sku + "&left=true").statusCode(200)
                .header("Cache-Control", "no-store")
                .body("items.sku", contains(sku + "-steady", sku))
                .body("missing", contains(sku + "-soon"))
                .body("left.size()", equalTo(2))
                .body("left.'" + sku + "'", both(greaterThan(900)).and(lessThanOrEqualTo(1_000)))
                .body("left.'" + sku + "-soon'", both(greaterThan(1_900)).and(lessThanOrEqualTo(2_000)));
        list(sku + "-steady").body("", not(hasKey("left")));
        list(sku + "-torn&left=true").statusCode(500);
    }

    private static ValidatableResponse listPastCaches(String skus) {
        return given().header(Caching.PAST_CACHES, "?1").get("/api/prices?skus=" + skus).then();
    }

    private static ValidatableResponse list(String skus) {
        return given().get("/api/prices?skus=" + skus).then();
    }
}
