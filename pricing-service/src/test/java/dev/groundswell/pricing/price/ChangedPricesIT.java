package dev.groundswell.pricing.price;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.redis.client.Redis;

import dev.groundswell.platform.batching.BatcherConfig;
import dev.groundswell.platform.cache.CacheConfig;
import dev.groundswell.platform.cache.Recency;
import dev.groundswell.platform.cache.TieredCaches;
import dev.groundswell.platform.consistency.ConsistencyToken;
import dev.groundswell.platform.consistency.Seen;
import dev.groundswell.platform.database.DatabaseGuard;
import dev.groundswell.platform.metrics.CacheMetrics;
import dev.groundswell.pricing.rate.KeptRates;
import dev.groundswell.pricing.testing.PriceApi;
import dev.groundswell.pricing.testing.PricingParts;
import dev.groundswell.pricing.testing.Rows;
import dev.groundswell.pricing.testing.SettableClock;
import dev.groundswell.pricing.testing.Statements;
import dev.groundswell.pricing.testing.Wire;

/// What is kept when another process changes a price. The clock stands still, so nothing of it ends by itself.
@QuarkusTest
@QuarkusTestResource(PricingParts.class)
class ChangedPricesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Recency ANY = new Recency(false, Instant.MIN);

    @Inject
    SettableClock clock;

    @Inject
    Statements statements;

    @Inject
    Rows rows;

    @Inject
    Pool database;

    @Inject
    DatabaseGuard guard;

    @Inject
    Prices primary;

    @Inject
    KeptRates rates;

    @Inject
    Vertx vertx;

    @Inject
    Redis redis;

    @Inject
    CacheConfig config;

    @Inject
    BatcherConfig batching;

    @Inject
    KafkaClientService clients;

    private final PriceApi prices = PriceApi.newSku();
    private final String sku = prices.sku();

    @BeforeEach
    void keep() {
        await().until(() -> !clients.getConsumer("changes").getAssignments().await().indefinitely().isEmpty());
        prices.put(Map.of("currency", "GBP", "amount", 1)).statusCode(201);
        // Late enough for what another process writes right after it to be in force.
        clock.stand(clock.instant().plusMillis(1));
        prices.get().body("amount", equalTo(1));
    }

    @AfterEach
    void setTheClockRight() {
        clock.shift(Duration.ZERO);
    }

    @Test
    void whatNobodyTellsEndsAfterTenSeconds() {
        rows.price(sku, "GBP", 2);

        prices.get().body("amount", equalTo(1));
        clock.stand(clock.instant().plusSeconds(10));
        prices.get().body("amount", equalTo(2));
    }

    @Test
    void anEventEndsWhatIsOlder() {
        long version = rows.price(sku, "GBP", 2);
        prices.get().body("amount", equalTo(1));

        try (Wire wire = new Wire()) {
            awaitAmount(wire, 2, "{\"sku\":\"" + sku + "\",\"version\":" + version + "}");
        }
    }

    /// Its version may be a rate's, which no price has: whoever waited for one would ask the database each time.
    @Test
    void anEventOfDerivedPricesEndsNothing() {
        PriceApi other = PriceApi.newSku();
        other.put(Map.of("currency", "GBP", "amount", 1)).statusCode(201);
        clock.stand(clock.instant().plusMillis(1));
        other.get().body("amount", equalTo(1));
        long unheard = rows.price(sku, "GBP", 2);
        long told = rows.price(other.sku(), "GBP", 2);

        try (Wire wire = new Wire()) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                wire.put("price-changed", sku, ("{\"sku\":\"" + sku + "\",\"version\":" + unheard + ",\"derived\":[]}").getBytes(UTF_8),
                        Map.of());
                wire.put("price-changed", other.sku(), ("{\"sku\":\"" + other.sku() + "\",\"version\":" + told + "}").getBytes(UTF_8),
                        Map.of());
                wire.flush();
                other.get().body("amount", equalTo(2));
            });
        }
        prices.get().body("amount", equalTo(1));
    }

    @Test
    void anEventThatCannotBeReadEndsAll() {
        rows.price(sku, "GBP", 2);
        prices.get().body("amount", equalTo(1));

        try (Wire wire = new Wire()) {
            awaitAmount(wire, 2, "{\"nobody\":1}");
        }
    }

    @Test
    void whoHasHeardOfAChangeIsAnsweredPastAllThatIsKept() {
        rows.price(sku, "GBP", 2);

        prices.getPastCaches("GBP").body("amount", equalTo(2));
        assertThat(statements.during(() -> prices.get().body("amount", equalTo(2)))).as("and it is kept").isZero();
    }

    @Test
    void aClientIsShownNothingFromBeforeWhatItHasSeen() {
        rows.price(sku, "GBP", 2);
        clock.stand(clock.instant().plusMillis(1));
        String seen = ConsistencyToken.NONE.with("pricing", new Seen(1, clock.millis())).text();
        String ofAnother = ConsistencyToken.NONE.with("catalog", new Seen(1, clock.millis())).text();
        clock.stand(clock.instant().plusMillis(10));

        for (String irrelevant : List.of("", "?skus=" + sku)) {
            given().header(ConsistencyToken.HEADER, ofAnother).get("/api/prices" + (irrelevant.isEmpty() ? "/" + sku : irrelevant)).then()
                    .body(irrelevant.isEmpty() ? "amount" : "items[0].amount", equalTo(1));
        }
        given().header(ConsistencyToken.HEADER, seen).get("/api/prices?skus=" + sku).then().body("items[0].amount", equalTo(2));
        prices.get().body("amount", equalTo(2));
    }

    @Test
    void aTokenThatCannotBeReadMeansTheDatabase() {
        rows.price(sku, "GBP", 2);

        given().header(ConsistencyToken.HEADER, "torn").get("/api/prices/" + sku).then().body("amount", equalTo(2));
    }

    @Test
    void anotherProcessFindsWhatTheWriterKept() {
        clock.stand(clock.instant().plusMillis(1));
        prices.put(Map.of("currency", "GBP", "amount", 3)).statusCode(200);

        await().atMost(PATIENCE).untilAsserted(() -> {
            KeptPrices other = otherProcess();
            assertThat(statements.during(() -> assertThat(amount(other)).isEqualTo(3))).isZero();
        });
    }

    private void awaitAmount(Wire wire, int amount, String event) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            wire.put("price-changed", sku, event.getBytes(UTF_8), Map.of());
            wire.flush();
            prices.get().body("amount", equalTo(amount));
        });
    }

    private long amount(KeptPrices prices) {
        Price found = prices.current(List.of(sku), "GBP", ANY).await().atMost(PATIENCE).of(sku).price();
        return found == null ? -1 : found.amount();
    }

    /// With nothing in its memory.
    private KeptPrices otherProcess() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        return new KeptPrices(database, guard, clock, primary, rates,
                new TieredCaches(vertx, redis, clock, config, batching, registry, new CacheMetrics(registry)));
    }
}
