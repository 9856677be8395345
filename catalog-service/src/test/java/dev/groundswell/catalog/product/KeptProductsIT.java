package dev.groundswell.catalog.product;

import static dev.groundswell.catalog.Api.admin;
import static dev.groundswell.catalog.Api.anyone;
import static dev.groundswell.catalog.Api.get;
import static dev.groundswell.catalog.Api.pricingCalls;
import static dev.groundswell.catalog.Api.pricingCallsPastCaches;
import static dev.groundswell.catalog.Api.product;
import static dev.groundswell.catalog.Api.put;
import static dev.groundswell.catalog.Api.sku;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import dev.groundswell.catalog.CatalogParts;
import dev.groundswell.catalog.Elsewhere;
import dev.groundswell.catalog.HeldAnswers;
import dev.groundswell.catalog.SettableClock;
import dev.groundswell.catalog.Statements;
import dev.groundswell.platform.consistency.ConsistencyToken;
import dev.groundswell.platform.consistency.Seen;
import dev.groundswell.platform.http.Caching;

/// Time stands still, so that nothing that is kept ends by itself.
@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class KeptProductsIT {

    private static final Duration LONGEST_WITHOUT_A_WORD = Duration.ofSeconds(10);

    private final String manufacturer = sku("m");
    private final String sku = sku("K");
    private final String path = "/api/products/" + sku;

    @Inject
    Statements statements;

    @Inject
    Elsewhere elsewhere;

    @Inject
    SettableClock clock;

    @Inject
    MeterRegistry registry;

    @BeforeEach
    void stand() {
        clock.stand();
    }

    @AfterEach
    void run() {
        clock.run();
    }

    @Test
    void takeNoStatementOnceTheyWereRead() {
        elsewhere.manufacturer(manufacturer, "Works");
        String other = elsewhere.product("Other");
        put(path, product("Kept", "manufacturerId", manufacturer)).statusCode(201);
        Runnable reads = () -> {
            get(path + "?expand=manufacturer").statusCode(200).body("name", equalTo("Kept")).body("manufacturer.name", equalTo("Works"));
            get("/api/manufacturers/" + manufacturer).statusCode(200);
            get("/api/products?expand=manufacturer&skus=" + sku + "," + other + ",NO-" + sku).body("items.sku", contains(sku, other))
                    .body("missing", contains("NO-" + sku));
            get("/api/products/NO-" + sku).statusCode(404);
        };
        long before = loadsOfManufacturers();

        // The other one and the one that is not there; what was just written is there already.
        assertThat(statements.count(reads)).isEqualTo(1);
        assertThat(loadsOfManufacturers() - before).isEqualTo(1);
        assertThat(statements.count(reads)).isZero();
        assertThat(loadsOfManufacturers() - before).isEqualTo(1);
    }

    @Test
    void areAsTheyWereWrittenLast() {
        get(path).statusCode(404);
        put(path, product("First")).statusCode(201);
        get(path).statusCode(200).body("name", equalTo("First"));
        put(path, product("Second")).statusCode(200);
        get(path).body("name", equalTo("Second"));
        admin().delete(path).then().statusCode(204);
        get(path).statusCode(404);
        get("/api/products?skus=" + sku).body("items", empty());
        put(path, product("Third")).statusCode(201);
        get(path).statusCode(200).body("name", equalTo("Third"));
        get("/api/products?skus=" + sku).body("items.name", contains("Third"));
    }

    /// The token is that of the move, so a replica that has not heard of it is not asked.
    @Test
    void areInTheCategoryTheyMovedToAndNoOther() {
        put(path, product("Moving", "category", "from-" + sku)).statusCode(201);
        get(path).body("category", equalTo("from-" + sku));
        String token = put(path, product("Moving", "category", "to-" + sku)).statusCode(200).extract().header(ConsistencyToken.HEADER);

        get(path).body("category", equalTo("to-" + sku));
        get("/api/products?skus=" + sku).body("items.category", contains("to-" + sku));
        anyone().header(ConsistencyToken.HEADER, token).get("/api/products?category=to-" + sku).then().body("items.sku", contains(sku));
        anyone().header(ConsistencyToken.HEADER, token).get("/api/products?category=from-" + sku).then().body("items", empty());
    }

    /// The answer of the database is on its way to the reader while another one writes.
    @Test
    void areNotWhatALateReaderFound() throws Exception {
        String late = elsewhere.product("First");
        HeldAnswers.Held answer = statements.hold("FROM products WHERE sku = ANY");
        CompletableFuture<Response> reader = CompletableFuture.supplyAsync(() -> anyone().get("/api/products/" + late));
        try {
            answer.answered().get(10, TimeUnit.SECONDS);
            put("/api/products/" + late, product("Second")).statusCode(200);
            get("/api/products/" + late).body("name", equalTo("Second"));
        } finally {
            answer.letGo().complete();
        }

        assertThat(reader.get(10, TimeUnit.SECONDS).<String>path("name")).isIn("First", "Second");
        get("/api/products/" + late).body("name", equalTo("Second"));
    }

    @Test
    void areAskedForAgainAfterTenSecondsWhenNobodyTellsOfAChange() {
        put(path, product("First")).statusCode(201);
        elsewhere.product(sku, "Second");
        get(path).body("name", equalTo("First"));

        clock.advance(LONGEST_WITHOUT_A_WORD);

        get(path).body("name", equalTo("Second"));
    }

    @Test
    void areNotShownToWhoHasSeenMore() {
        keep();
        elsewhere.product(sku, "Second");
        elsewhere.manufacturer(manufacturer, "Renamed");
        get(path + "?expand=manufacturer").body("name", equalTo("First")).body("manufacturer.name", equalTo("Works"));

        clock.advance(Duration.ofMillis(1));
        String token = put("/api/products/" + sku("K"), product("Written later")).extract().header(ConsistencyToken.HEADER);

        for (String seen : new String[]{token, "rubbish"}) {
            anyone().header(ConsistencyToken.HEADER, seen).get(path + "?expand=manufacturer").then().body("name", equalTo("Second"))
                    .body("manufacturer.name", equalTo("Renamed"));
        }
    }

    @Test
    void areLeftAsideWhenTheGatewayAsksPastThem() {
        keep();
        elsewhere.product(sku, "Second");
        elsewhere.manufacturer(manufacturer, "Renamed");
        String expanded = path + "?expand=manufacturer,price";
        int pricing = pricingCallsPastCaches();
        get(expanded).body("name", equalTo("First")).body("manufacturer.name", equalTo("Works"));
        assertThat(pricingCallsPastCaches()).isEqualTo(pricing);

        anyone().header(Caching.PAST_CACHES, "?1").get(expanded).then().body("name", equalTo("Second"))
                .body("manufacturer.name", equalTo("Renamed"));

        assertThat(pricingCallsPastCaches()).isEqualTo(pricing + 1);
        get(expanded).body("name", equalTo("Second")).body("manufacturer.name", equalTo("Renamed"));
        elsewhere.product(sku, "Third");
        elsewhere.manufacturer(manufacturer, "Again");
        anyone().header(Caching.PAST_CACHES, "?1").get("/api/products?expand=manufacturer&skus=" + sku).then()
                .body("items.name", contains("Third"))
                .body("items.manufacturer.name", contains("Again"));
        elsewhere.manufacturer(manufacturer, "Once more");
        anyone().header(Caching.PAST_CACHES, "?1").get("/api/manufacturers/" + manufacturer).then().body("name", equalTo("Once more"));
    }

    @Test
    void comeWithThePriceOfWhoHasJustWrittenOne() {
        put(path, product("Priced")).statusCode(201);
        int calls = pricingCalls();
        int past = pricingCallsPastCaches();
        for (Duration ago : new Duration[]{LONGEST_WITHOUT_A_WORD.plusSeconds(61), LONGEST_WITHOUT_A_WORD.plusSeconds(59)}) {
            anyone().header(ConsistencyToken.HEADER, seenPrices(clock.millis() - ago.toMillis())).get(path + "?expand=price").then()
                    .statusCode(200);
        }
        assertThat(pricingCalls() - calls).isEqualTo(2);
        assertThat(pricingCallsPastCaches() - past).isEqualTo(1);
    }

    private void keep() {
        elsewhere.manufacturer(manufacturer, "Works");
        put(path, product("First", "manufacturerId", manufacturer)).statusCode(201);
        get("/api/manufacturers/" + manufacturer).body("name", equalTo("Works"));
    }

    private static String seenPrices(long millis) {
        return ConsistencyToken.NONE.with("pricing", new Seen(1, millis)).text();
    }

    private long loadsOfManufacturers() {
        return registry.get("batched.load.keys").tag("batcher", "cache-manufacturers").summary().count();
    }
}
