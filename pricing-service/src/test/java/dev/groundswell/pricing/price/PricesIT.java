package dev.groundswell.pricing.price;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.http.Caching;
import dev.groundswell.pricing.testing.PriceApi;
import dev.groundswell.pricing.testing.PricingParts;
import dev.groundswell.pricing.testing.SettableClock;
import dev.groundswell.pricing.testing.Statements;
import dev.groundswell.pricing.testing.Wire;

@QuarkusTest
@QuarkusTestResource(PricingParts.class)
class PricesIT {

    @Inject
    Pool database;

    @Inject
    ObjectMapper json;

    @Inject
    SettableClock clock;

    @Inject
    Statements statements;

    private final PriceApi prices = PriceApi.newSku();
    private final String sku = prices.sku();

    @AfterEach
    void setTheClockRight() {
        clock.shift(Duration.ZERO);
    }

    @Test
    void theFirstPriceIsCreatedAndServedWithAllItsMembers() {
        String tag = prices.put(Map.of("currency", "GBP", "amount", 250)).statusCode(201).body("amount", equalTo(250)).extract()
                .header("ETag");

        prices.get().statusCode(200)
                .header("ETag", tag)
                .header("Cache-Control", "public, no-cache")
                .header("CDN-Cache-Control", "max-age=5, stale-if-error=60")
                .header("Cache-Tag", "price:" + sku)
                .body("keySet()", equalTo(new LinkedHashSet<>(
                        List.of("sku", "currency", "amount", "validFrom", "breaks", "promotion", "derivedFrom", "version"))))
                .body("breaks", empty())
                .body("promotion", nullValue())
                .body("derivedFrom", nullValue())
                .body("validFrom", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"));
        given().header("If-None-Match", tag).get("/api/prices/" + sku).then().statusCode(304).header("ETag", tag).header("Cache-Tag",
                "price:" + sku);
        given().head("/api/prices/" + sku).then().statusCode(200).header("ETag", tag);
    }

    @Test
    void anEqualPriceIsNothingNew() {
        Map<String, Object> body = Map.of("currency", "GBP", "amount", 1_000, "breaks", List.of(Map.of("minQuantity", 10, "amount", 805)));
        String tag = prices.put(body).statusCode(201).extract().header("ETag");

        prices.put(body).statusCode(200).header("ETag", tag);
        prices.put(Map.of("currency", "GBP", "amount", 1_000)).statusCode(200).header("ETag", not(tag));
        prices.history().body("items", hasSize(2));
    }

    @Test
    void whatWasReadCanBeWrittenBack() {
        Instant now = clock.instant();
        prices.put(Map.of("currency", "GBP", "amount", 1, "promotion",
                Map.of("percentOff", 5, "from", now.toString(), "until", now.plusSeconds(60).toString()))).statusCode(201);
        String read = prices.get().extract().asString();
        String tag = prices.get().extract().header("ETag");

        PriceApi.admin().header("If-Match", tag).body(read).put("/api/prices/" + sku).then().statusCode(200).header("ETag", tag);
        assertThat(prices.get().extract().asString()).isEqualTo(read);
    }

    @Test
    void preconditionsGuardAWrite() {
        PriceApi.admin().header("If-Match", "*").body(Map.of("currency", "GBP", "amount", 1)).put("/api/prices/" + sku).then()
                .statusCode(412);
        PriceApi.admin().header("If-None-Match", "*").body(Map.of("currency", "GBP", "amount", 1)).put("/api/prices/" + sku).then()
                .statusCode(201);
        PriceApi.admin().header("If-None-Match", "*").body(Map.of("currency", "GBP", "amount", 2)).put("/api/prices/" + sku).then()
                .statusCode(412);
        PriceApi.admin().header("If-Match", "\"0\"").body(Map.of("currency", "GBP", "amount", 2)).put("/api/prices/" + sku).then()
                .statusCode(412);
        prices.get().body("amount", equalTo(1));
    }

    @Test
    void aScheduledPriceTakesOverAtItsMoment() {
        Instant later = clock.instant().plusSeconds(1_000);
        prices.put(Map.of("currency", "GBP", "amount", 100)).statusCode(201);
        prices.put(Map.of("currency", "GBP", "amount", 90, "validFrom", later.toString())).statusCode(200).body("amount", equalTo(90));
        prices.put(Map.of("currency", "GBP", "amount", 90, "validFrom", later.toString())).statusCode(200);

        prices.get().body("amount", equalTo(100)).header("CDN-Cache-Control", "max-age=5, stale-if-error=60");
        prices.history().body("items.amount", contains(90, 100));
        clock.shift(Duration.ofMillis(996_500));
        prices.get().body("amount", equalTo(100)).header("CDN-Cache-Control", matchesPattern("max-age=[0-3], stale-if-error=0"));
        clock.shift(Duration.ofSeconds(1_001));
        prices.get().body("amount", equalTo(90)).header("CDN-Cache-Control", "max-age=5, stale-if-error=60");
    }

    @Test
    void aPriceThatIsOnlyScheduledIsNotThereYet() {
        prices.put(Map.of("currency", "GBP", "amount", 90, "validFrom", clock.instant().plusSeconds(30).toString())).statusCode(201);

        prices.get().statusCode(404).header("CDN-Cache-Control", matchesPattern("max-age=5, stale-if-error=2\\d"));
        prices.history().statusCode(200).body("items", hasSize(1));
    }

    @Test
    void aLaterWriteIsCurrentEvenFromAClockThatRunsBehind() {
        prices.put(Map.of("currency", "GBP", "amount", 1)).statusCode(201);
        clock.shift(Duration.ofSeconds(-30));
        prices.put(Map.of("currency", "GBP", "amount", 2)).statusCode(200);
        prices.put(Map.of("currency", "GBP", "amount", 3)).statusCode(200);
        prices.put(Map.of("currency", "GBP", "amount", 3)).statusCode(200);
        clock.shift(Duration.ZERO);

        prices.get().body("amount", equalTo(3));
        prices.history().body("items.amount", contains(3, 2, 1));
    }

    @Test
    void concurrentWritersOfOneSkuWaitForEachOther() {
        try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
            List<Integer> codes = IntStream.rangeClosed(1, 24)
                    .mapToObj(amount -> CompletableFuture
                            .supplyAsync(() -> prices.put(Map.of("currency", "GBP", "amount", amount)).extract().statusCode(), writers))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(codes).filteredOn(code -> code == 201).hasSize(1);
            assertThat(codes).filteredOn(code -> code == 200).hasSize(23);
        }
        List<Integer> versions = prices.history("?limit=100").body("items", hasSize(24)).extract().path("items.version");
        assertThat(versions).as("newest first in the order of their versions").isSortedAccordingTo((a, b) -> Integer.compare(b, a));
    }

    @Test
    void anotherCurrencyIsDerivedByTheRateOfTheDay() {
        rate("GBP", "2001-01-01", "0.8");
        rate("JPY", "2001-01-01", "160");
        prices.put(Map.of("currency", "GBP", "amount", 1_000, "breaks", List.of(Map.of("minQuantity", 10, "amount", 805)))).statusCode(201);

        String yen = prices.getPastCaches("JPY").statusCode(200)
                .body("amount", equalTo(2_000))
                .body("breaks[0].amount", equalTo(1_610))
                .body("derivedFrom", equalTo("GBP"))
                .extract()
                .asString();
        String tag = prices.get("JPY").extract().header("ETag");
        assertThat(tag).contains("-JPY-");
        prices.get("EUR").body("amount", equalTo(1_250));
        prices.get("USD").statusCode(404);
        PriceApi.admin().header("If-Match", tag).body(yen).put("/api/prices/" + sku).then().statusCode(200).header("ETag", tag).body(
                "derivedFrom",
                equalTo("GBP"));
        prices.history().body("items", hasSize(1));

        rate("JPY", "2001-01-02", "200");
        prices.getPastCaches("JPY").body("amount", equalTo(2_500)).header("ETag", not(tag));
        prices.put(Map.of("currency", "JPY", "amount", 2_500)).statusCode(201);
        prices.get("JPY").body("derivedFrom", nullValue()).header("ETag", not(startsWith(tag)));
    }

    @Test
    void aListKeepsTheOrderAskedFor() {
        String other = sku + "-2";
        prices.put(Map.of("currency", "GBP", "amount", 1)).statusCode(201);
        PriceApi.admin().body(Map.of("currency", "GBP", "amount", 2)).put("/api/prices/" + other).then().statusCode(201);

        int taken = statements.during(() -> given().header(Caching.PAST_CACHES, "?1")
                .get("/api/prices?skus=" + other + ",NO-1," + sku + "," + other + ",-malformed")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("items.sku", contains(other, sku))
                .body("missing", contains("NO-1", "-malformed")));

        assertThat(taken).isEqualTo(1);
        String many = String.join(",", IntStream.range(0, 101).mapToObj(i -> "X" + i).toList());
        given().get("/api/prices?skus=" + many).then().statusCode(400).contentType("application/problem+json");
        given().get("/api/prices").then().statusCode(400);
        for (String none : List.of("", ",", "%20")) {
            given().urlEncodingEnabled(false).get("/api/prices?skus=" + none).then().statusCode(400)
                    .contentType("application/problem+json");
        }
    }

    @Test
    void aWritersBodyIsReadStrictly() {
        Stream.of("{", "[]", "{\"currency\":\"GBP\",\"amount\":1.0}", "{\"currency\":\"GBP\",\"amount\":\"1\"}",
                "{\"currency\":\"GBP\",\"amount\":true}",
                "{\"currency\":\"GBP\",\"amount\":1,\"amount\":1}", "{\"currency\":\"GBP\",\"amount\":1} x",
                "{\"currency\":7,\"amount\":1}",
                "{\"currency\":\"GBP\",\"amount\":1000000000000000000000}", "{\"currency\":\"GBP\",\"amount\":1,\"breaks\":{}}")
                .forEach(body -> PriceApi.admin().body(body).put("/api/prices/" + sku).then().statusCode(400)
                        .contentType("application/problem+json"));
        prices.put(Map.of("currency", "XXQ", "amount", 1)).statusCode(422).body("errors.pointer", contains("/currency"));
        prices.put(Map.of("currency", "GBP", "amount", 1, "sku", "other")).statusCode(422).body("errors.pointer", contains("/sku"));
        prices.put(Map.of("currency", "GBP", "amount", 1, "validFrom", "tomorrow")).statusCode(422).body("errors.pointer",
                contains("/validFrom"));
        prices.put(Map.of("currency", "GBP", "amount", 1_000_000_000_001L)).statusCode(422).body("errors.pointer", contains("/amount"));
        prices.get().statusCode(404);
    }

    @Test
    void onlyAdminsWrite() {
        Map<String, Object> body = Map.of("currency", "GBP", "amount", 1);
        given().contentType("application/json").body(body).put("/api/prices/" + sku).then().statusCode(401).header("WWW-Authenticate",
                startsWith("Bearer"));
        given().contentType("application/json").body(body).auth().oauth2(PricingParts.customer()).put("/api/prices/" + sku).then()
                .statusCode(403);
        given().contentType("application/json").body("{\"items\":[]}").urlEncodingEnabled(false).post("/api/prices:batch").then()
                .statusCode(401);
        given().contentType("application/json").body("{\"items\":[]}").auth().oauth2(PricingParts.customer()).urlEncodingEnabled(false)
                .post("/api/prices:batch")
                .then().statusCode(403);
        given().auth().oauth2("x.y.z").get("/api/prices/" + sku).then().statusCode(401);
    }

    @Test
    void whatCannotBeThereIsNotFound() {
        prices.get().statusCode(404)
                .contentType("application/problem+json")
                .header("Cache-Control", "public, no-cache")
                .header("CDN-Cache-Control", "max-age=5, stale-if-error=60")
                .header("Cache-Tag", "price:" + sku);
        prices.history().statusCode(404).contentType("application/problem+json").header("Cache-Tag", "price:" + sku);
        int taken = statements.during(() -> {
            given().get("/api/prices/-x").then().statusCode(404);
            given().get("/api/prices/a%00b").then().statusCode(404);
            given().get("/api/prices/" + "x".repeat(65) + "/history").then().statusCode(404);
            prices.get("XXQ").statusCode(422);
        });
        assertThat(taken).isZero();
    }

    @Test
    void everyWriteIsToldOnceItIsCommitted() throws IOException {
        prices.put(Map.of("currency", "GBP", "amount", 250)).statusCode(201);
        prices.put(Map.of("currency", "GBP", "amount", 250)).statusCode(200);
        String served = prices.get().extract().asString();
        Instant past = clock.instant().minusSeconds(60);
        prices.batch(List.of(prices.item("GBP", 100, past), prices.item("USD", 120, past))).statusCode(200);

        try (Wire wire = new Wire()) {
            List<ConsumerRecord<String, byte[]>> told = wire.await("price-changed", 3, record -> record.key().equals(sku));
            assertThat(json.readTree(told.getFirst().value())).isEqualTo(json.readTree(served));
            assertThat(told).hasSize(3).allMatch(record -> Wire.header(record, "ce_type").equals("dev.groundswell.price.changed.v1"));
            assertThat(told.stream().map(record -> Wire.header(record, "ce_id"))).doesNotHaveDuplicates();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> outboxRows() == 0);
    }

    private long outboxRows() {
        return database.withConnection(look -> look.query("SELECT count(*) FROM outbox").execute()).await().indefinitely().iterator().next()
                .getLong(0);
    }

    private void rate(String currency, String day, String units) {
        String upsert = "INSERT INTO exchange_rates (currency, day, units_per_eur) VALUES ('" + currency + "', '" + day + "', " + units
                + ") ON CONFLICT (currency, day) DO UPDATE SET units_per_eur = excluded.units_per_eur, version = excluded.version";
        var written = database.withConnection(connection -> connection.query(upsert).execute()).await().indefinitely();
        assertThat(written.rowCount()).isEqualTo(1);
    }
}
