package dev.groundswell.catalog;

import static dev.groundswell.catalog.Api.admin;
import static dev.groundswell.catalog.Api.get;
import static dev.groundswell.catalog.Api.pricingCalls;
import static dev.groundswell.catalog.Api.product;
import static dev.groundswell.catalog.Api.sku;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/// Every endpoint takes as many statements for much as for little. Writes have one more, which tells where the log ends, for the answer's token.
@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class StatementsIT {

    private static final int MANY = 100;

    private final String run = sku("N");

    @Inject
    Pool database;

    @Inject
    Statements statements;

    @Inject
    MeterRegistry registry;

    @Inject
    SettableClock clock;

    /// Products of as many manufacturers and categories.
    @BeforeEach
    void create() {
        // Nothing that is kept ends by itself.
        clock.stand();
        run("INSERT INTO manufacturers SELECT '" + run + "-' || n, 'Works', 1 FROM generate_series(0, " + MANY + " - 1) AS n");
        admin().body(items(MANY)).post("/api/products:batch").then().statusCode(200);
    }

    /// Others walk through all categories.
    @AfterEach
    void delete() {
        clock.run();
        run("DELETE FROM products WHERE sku LIKE '" + run + "-%'");
    }

    private void run(String sql) {
        var _ = database.withConnectionAndAwait(connection -> connection.query(sql).execute());
    }

    @Test
    void aHundredProductsTakeOne() {
        for (int count : new int[]{1, MANY}) {
            String cold = coldSkus(count);
            assertThat(products("skus=" + cold, count)).as("of %d skus", count).isEqualTo(1);
            assertThat(products("skus=" + cold, count)).as("of %d skus again", count).isZero();
            assertThat(products("limit=" + count + "&after=" + first(), count)).as("a page of %d", count).isEqualTo(1);
            assertThat(products("limit=" + count + "&q=" + word(), count)).as("a search of %d", count).isEqualTo(1);
        }
    }

    @Test
    void whatIsBroughtAlongTakesOneMore() {
        for (int count : new int[]{1, MANY}) {
            String cold = coldSkus(count);
            long loads = loadsOfManufacturers();
            assertThat(products("expand=manufacturer&skus=" + cold, count)).as("products with %d manufacturers", count).isEqualTo(1);
            assertThat(loadsOfManufacturers() - loads).as("%d manufacturers", count).isEqualTo(1);
            int before = pricingCalls();
            assertThat(products("expand=price&skus=" + cold, count)).as("%d prices", count).isZero();
            assertThat(pricingCalls() - before).as("calls for %d prices", count).isEqualTo(1);
        }
    }

    @Test
    void onesWithItsPriceTakesOneAndACall() {
        String cold = coldSkus(1);
        int before = pricingCalls();
        assertThat(statements.count(() -> get("/api/products/" + cold + "?expand=price").statusCode(200))).isEqualTo(1);
        assertThat(pricingCalls() - before).isEqualTo(1);
    }

    @Test
    void aHundredCategoriesTakeOne() {
        assertThat(statements.count(() -> get("/api/categories?limit=1").body("items", hasSize(1)))).isEqualTo(1);
        assertThat(statements.count(() -> get("/api/categories?limit=100").body("items", hasSize(MANY)))).isEqualTo(1);
    }

    @Test
    void aBatchOfProductsTakesFiveHoweverLongItIs() {
        for (int count : new int[]{1, MANY}) {
            // Manufacturers, lock, store, tell.
            assertThat(written("products", items(count), count)).as("%d products", count).isEqualTo(4 + 1);
        }
    }

    @Test
    void aBatchOfStockTakesOneHoweverLongItIs() {
        for (int count : new int[]{1, MANY}) {
            List<Map<String, Object>> counts = numbers(count).<Map<String, Object>>mapToObj(i -> Map.of("sku", run + "-" + i, "onHand", i))
                    .toList();
            assertThat(written("stock", Map.of("items", counts), count)).as("%d counts", count).isEqualTo(1 + 1);
        }
        assertThat(statements.count(() -> get("/api/stock/" + run + "-7").body("onHand", equalTo(7)))).isEqualTo(1);
    }

    private int products(String query, int count) {
        return statements.count(() -> get("/api/products?" + query).statusCode(200).body("items", hasSize(count)));
    }

    private int written(String what, Map<String, ?> items, int count) {
        return statements
                .count(() -> admin().body(items).post("/api/" + what + ":batch").then().statusCode(200).body("written", equalTo(count)));
    }

    private Map<String, List<Map<String, @Nullable Object>>> items(int count) {
        return Map.of("items", numbers(count).mapToObj(i -> product("Counted " + word(), "sku", run + "-" + i, "category", run + "-" + i,
                "manufacturerId", run + "-" + i)).toList());
    }

    private String skus(int count) {
        return numbers(count).mapToObj(i -> run + "-" + i).collect(Collectors.joining(","));
    }

    /// Of products that nobody has asked for yet, of as many manufacturers.
    private String coldSkus(int count) {
        String cold = sku(run + "-cold") + "-";
        run("INSERT INTO manufacturers SELECT '" + cold + "' || n, 'Works', 1 FROM generate_series(1, " + count + ") AS n");
        run("""
                INSERT INTO products (sku, name, description, category, manufacturer_id, attributes, version, name_words)
                SELECT '%1$s' || n, 'Cold', '', '%1$s', '%1$s' || n, '{}', nextval('versions'), '' FROM generate_series(1, %2$d) AS n
                """.formatted(cold, count));
        return IntStream.rangeClosed(1, count).mapToObj(i -> cold + i).collect(Collectors.joining(","));
    }

    private long loadsOfManufacturers() {
        return registry.get("batched.load.keys").tag("batcher", "cache-manufacturers").summary().count();
    }

    private static IntStream numbers(int count) {
        return IntStream.range(0, count);
    }

    private String word() {
        return run.substring(2);
    }

    /// A cursor before all of ours.
    private String first() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(run.getBytes(UTF_8));
    }
}
