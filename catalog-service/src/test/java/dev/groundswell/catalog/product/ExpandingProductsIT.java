package dev.groundswell.catalog.product;

import static dev.groundswell.catalog.Api.anyone;
import static dev.groundswell.catalog.Api.get;
import static dev.groundswell.catalog.Api.price;
import static dev.groundswell.catalog.Api.product;
import static dev.groundswell.catalog.Api.put;
import static dev.groundswell.catalog.Api.sku;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.catalog.CatalogParts;
import dev.groundswell.catalog.Elsewhere;
import dev.groundswell.platform.http.Deadline;

@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class ExpandingProductsIT {

    private static final double OPEN = 2;

    private final String manufacturer = sku("m");
    private final String sku = sku("E");
    private final String path = "/api/products/" + sku;

    @Inject
    Pool database;

    @Inject
    Elsewhere elsewhere;

    @Inject
    MeterRegistry registry;

    @BeforeEach
    void create() {
        put("/api/manufacturers/" + manufacturer, Map.of("name", "Works")).statusCode(201);
        put(path, product("Expanded", "manufacturerId", manufacturer)).statusCode(201);
    }

    /// A table locked against everybody shows who reads it: he waits.
    @Test
    void touchesNoManufacturerUnasked() throws Exception {
        String unread = sku("m");
        elsewhere.manufacturer(unread, "Works");
        put(path, product("Expanded", "manufacturerId", unread)).statusCode(200);
        SqlConnection blocker = database.getConnection().await().indefinitely();
        CompletableFuture<Integer> expanded;
        try {
            blocker.query("BEGIN").executeAndAwait();
            blocker.query("LOCK TABLE manufacturers IN ACCESS EXCLUSIVE MODE").executeAndAwait();
            get(path).statusCode(200).body("manufacturerId", equalTo(unread)).body("", not(hasKey("manufacturer")));
            get("/api/products?skus=" + sku).statusCode(200);
            expanded = CompletableFuture.supplyAsync(() -> anyone().get(path + "?expand=manufacturer").statusCode());
            await().until(this::somebodyWaits);
        } finally {
            blocker.query("ROLLBACK").executeAndAwait();
            blocker.closeAndAwait();
        }
        assertThat(expanded.get(10, TimeUnit.SECONDS)).isEqualTo(200);
    }

    @Test
    void bringsTheManufacturerAlong() {
        String before = get(path + "?expand=manufacturer").statusCode(200)
                .body("manufacturer.name", equalTo("Works"))
                .header("Cache-Tag", equalTo("product:" + sku + ",manufacturer:" + manufacturer))
                .extract()
                .header("ETag");
        put("/api/manufacturers/" + manufacturer, Map.of("name", "Renamed")).statusCode(200);
        anyone().header("If-None-Match", before).get(path + "?expand=manufacturer").then().statusCode(200)
                .body("manufacturer.name", equalTo("Renamed"));
    }

    @Test
    void saysWhenThereIsNone() {
        put(path, product("Alone")).statusCode(200);
        get(path + "?expand=manufacturer,price").statusCode(200)
                .body("", hasKey("manufacturer"))
                .body("manufacturer", nullValue())
                .body("", hasKey("price"))
                .body("price", nullValue())
                .body("", not(hasKey("priceUnavailable")))
                .header("X-Groundswell-Partial", nullValue())
                .header("Cache-Control", equalTo("public, no-cache"));
    }

    @Test
    void bringsThePriceAlong() {
        price(sku, 777, 41);
        String tag = get(path + "?expand=price,manufacturer").statusCode(200)
                .body("price.amount", equalTo(777))
                .body("manufacturer.name", equalTo("Works"))
                .header("Cache-Tag", equalTo("product:" + sku + ",price:" + sku + ",manufacturer:" + manufacturer))
                .extract()
                .header("ETag");
        anyone().header("If-None-Match", tag).get(path + "?expand=price,manufacturer").then().statusCode(304);
        price(sku, 778, 42);
        anyone().header("If-None-Match", tag).get(path + "?expand=price,manufacturer").then().statusCode(200)
                .body("price.amount", equalTo(778));
    }

    /// DESIGN §5: answers expire at the next boundary of what changes by the clock.
    @Test
    void isKeptNoLongerThanItsPrice() {
        String changing = sku("EDGE3");
        put("/api/products/" + changing, product("On promotion")).statusCode(201);
        get("/api/products/" + changing + "?expand=price").body("price", nullValue())
                .header("CDN-Cache-Control", equalTo("max-age=3, stale-if-error=0"));
        price(changing, 9, 1);
        String tag = get("/api/products/" + changing + "?expand=price").body("price.amount", equalTo(9))
                .header("CDN-Cache-Control", equalTo("max-age=3, stale-if-error=0"))
                .extract()
                .header("ETag");
        anyone().header("If-None-Match", tag).get("/api/products/" + changing + "?expand=price").then().statusCode(304)
                .header("CDN-Cache-Control", equalTo("max-age=3, stale-if-error=0"));
        get("/api/products/" + changing).header("CDN-Cache-Control", equalTo("max-age=5, stale-if-error=60"));
        price(sku, 9, 1);
        get(path + "?expand=price").header("CDN-Cache-Control", equalTo("max-age=5, stale-if-error=60"));
    }

    @Test
    void isNotKeptWhenNobodySaysHowLongItsPriceHolds() {
        String old = sku("OLD");
        put("/api/products/" + old, product("Of another version")).statusCode(201);
        price(old, 9, 1);
        get("/api/products/" + old + "?expand=price").body("price.amount", equalTo(9))
                .header("CDN-Cache-Control", equalTo("max-age=0, stale-if-error=0"));
    }

    @Test
    void servesTheProductWhilePricingIsAway() {
        for (String prefix : new String[]{"SILENT", "BROKEN", "TORN"}) {
            String away = sku(prefix);
            put("/api/products/" + away, product("Unpriced")).statusCode(201);
            get("/api/products/" + away + "?expand=price").statusCode(200)
                    .body("name", equalTo("Unpriced"))
                    .body("price", nullValue())
                    .body("", hasKey("price"))
                    .body("priceUnavailable", equalTo(true))
                    .header("Cache-Control", equalTo("no-store"))
                    .header("X-Groundswell-Partial", equalTo("?1"))
                    .header("ETag", nullValue());
        }
    }

    @Test
    void expandsManyWithOneCall() {
        String other = sku("E");
        put("/api/products/" + other, product("Other")).statusCode(201);
        price(sku, 5, 1);
        get("/api/products?expand=price,manufacturer&skus=" + sku + "," + other).statusCode(200)
                .body("items[0].price.amount", equalTo(5))
                .body("items[0].manufacturer.name", equalTo("Works"))
                .body("items[1].price", nullValue())
                .body("items[1]", hasKey("price"));
    }

    /// As it is with one answer, so it is with many; and what was read can be written back.
    @Test
    void marksEachProductWhosePriceIsUnknown() {
        String away = sku("TORN");
        put("/api/products/" + away, product("Unpriced")).statusCode(201);
        price(sku, 5, 1);
        get("/api/products?expand=price&skus=" + sku + "," + away).statusCode(200)
                .body("items[0].price.amount", equalTo(5))
                .body("items[0]", not(hasKey("priceUnavailable")))
                .body("items[1].price", nullValue())
                .body("items[1].priceUnavailable", equalTo(true));
        Map<String, Object> read = get("/api/products/" + away + "?expand=price").extract().jsonPath().getMap("");
        put("/api/products/" + away, read).statusCode(200).body("", not(hasKey("priceUnavailable")));
    }

    @Test
    void asksAFailingPricingNoMoreUntilItIsBack() {
        String broken = sku("BROKEN");
        put("/api/products/" + broken, product("Unpriced")).statusCode(201);
        price(sku, 5, 1);
        String failing = "/api/products?expand=price&skus=" + broken;
        await().until(() -> {
            get(failing).statusCode(200).body("items[0].priceUnavailable", equalTo(true));
            return breaker() == OPEN;
        });
        int before = calls();
        get(failing).body("items[0].priceUnavailable", equalTo(true));
        get("/api/products?expand=price&skus=" + sku).body("items[0].priceUnavailable", equalTo(true));
        assertThat(calls()).isEqualTo(before);

        await().untilAsserted(() -> get("/api/products?expand=price&skus=" + sku).body("items[0].price.amount", equalTo(5)));
        assertThat(breaker()).isZero();
    }

    /// It is told for how long it is waited for, and no longer than the request is.
    @Test
    void passesTheDeadlineOn() {
        get("/api/products?expand=price&skus=" + sku);
        assertThat(Integer.parseInt(pricing("/deadline"))).isEqualTo(4_000);
        anyone().header(Deadline.HEADER, "2000").get("/api/products?expand=price&skus=" + sku).then().statusCode(200);
        assertThat(Integer.parseInt(pricing("/deadline"))).isBetween(1, 2_000);
    }

    @Test
    void refusesExpansionsItDoesNotKnow() {
        get(path + "?expand=stock").statusCode(400);
        get(path + "?expand=price,").statusCode(400);
    }

    private double breaker() {
        return registry.get("circuit.breaker.state").tag("name", "pricing-service").gauge().value();
    }

    private static int calls() {
        return Integer.parseInt(pricing("/calls"));
    }

    private static String pricing(String path) {
        return given().baseUri(ConfigProvider.getConfig().getValue("test.pricing", String.class)).get(path).asString();
    }

    private boolean somebodyWaits() {
        return database
                .withConnection(look -> look
                        .query("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'manufacturers'::regclass").execute())
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0) > 0;
    }
}
