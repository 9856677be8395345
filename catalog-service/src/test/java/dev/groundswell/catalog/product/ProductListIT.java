package dev.groundswell.catalog.product;

import static dev.groundswell.catalog.Api.admin;
import static dev.groundswell.catalog.Api.anyone;
import static dev.groundswell.catalog.Api.get;
import static dev.groundswell.catalog.Api.product;
import static dev.groundswell.catalog.Api.put;
import static dev.groundswell.catalog.Api.sku;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

import dev.groundswell.catalog.CatalogParts;

@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class ProductListIT {

    private final String run = sku("L");

    @Test
    void visitsEverythingOnceByPages() {
        List<String> skus = create(7, run);
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            JsonPath page = get("/api/products?limit=3&category=" + run + after).statusCode(200).extract().jsonPath();
            seen.addAll(page.getList("items.sku"));
            after = "&after=" + page.getString("next");
            assertThat(page.getList("items")).hasSizeLessThanOrEqualTo(3);
        } while (!after.equals("&after=null"));
        assertThat(seen).isEqualTo(skus);
    }

    @Test
    void beginsWithTheFirstTwentyAndIsKeptByNobody() {
        var _ = create(21, run);
        get("/api/products?category=" + run).body("items", hasSize(20)).header("Cache-Control", equalTo("no-store"));
    }

    @Test
    void findsNamesByTheBeginningsOfTheirWords() {
        String lantern = run + "-lantern";
        String other = run + "-other";
        put("/api/products/" + lantern, product("Hanging " + run + " Lantern, O'Neill's crème T-light 2.5\""));
        put("/api/products/" + other, product("Plain " + run));
        String word = run.toLowerCase().replace("-", "%20");
        for (String q : List.of("lant", "LANTERN%20hang", "o'neill", "ONEILLS", "creme", "cr%C3%A8m", "t-light", "2.5", "%22lantern%22")) {
            get("/api/products?q=" + word + "%20" + q).statusCode(200).body("items.sku", contains(lantern));
        }
        get("/api/products?q=" + word).body("items.sku", hasItems(lantern, other));
        get("/api/products?q=" + word + "%20antern").body("items", empty());
        get("/api/products?category=nothing&q=" + word).body("items", empty());
        put("/api/products/" + lantern, product("Renamed " + run));
        get("/api/products?q=" + word + "%20lantern").body("items", empty());
    }

    @Test
    void cannotBeBrokenByASearch() {
        for (String q : List.of("'", "':*%20&", "%5C", "!%20%7C", "%00", "(", "%ED%A0%80", "%F0%9F%98%80")) {
            get("/api/products?limit=1&q=" + q).statusCode(200);
        }
    }

    @Test
    void findsANameWhoseCharactersExpand() {
        String word = "㌖".repeat(120);
        put("/api/products/" + run, product(word, "category", run)).statusCode(201);
        for (int length : new int[]{1, 120, 200}) {
            get("/api/products?category=" + run + "&q=" + "%E3%8C%96".repeat(length)).statusCode(200).body("items.sku", contains(run));
        }
    }

    @Test
    void refusesTheImpossible() {
        for (String query : List.of("limit=", "limit=0", "limit=101", "limit=many", "after=%00broken", "category=%00", "expand=stock",
                "q=" + "x".repeat(201))) {
            get("/api/products?" + query).statusCode(400).contentType("application/problem+json");
        }
    }

    @Test
    void keepsTheOrderAskedFor() {
        List<String> skus = create(3, run).reversed();
        get("/api/products?skus=" + String.join(",", skus) + ",NO-" + run + "," + skus.getFirst() + ",a%00b").statusCode(200)
                .body("items.sku", equalTo(skus))
                .body("missing", contains("NO-" + run, "a\0b"))
                .header("Cache-Control", equalTo("no-store"));
        for (String none : List.of("", ",", "%20")) {
            get("/api/products?skus=" + none).statusCode(400).contentType("application/problem+json");
        }
        get("/api/products?skus=A&limit=0").statusCode(400);
        get("/api/products?skus=" + IntStream.range(0, 101).mapToObj(i -> "X" + i).collect(Collectors.joining(","))).statusCode(400);
        get("/api/products?skus=" + IntStream.range(0, 100).mapToObj(i -> "X" + i).collect(Collectors.joining(","))).statusCode(200);
    }

    @Test
    void leavesOutADeletedProduct() {
        String sku = create(1, run).getFirst();
        admin().delete("/api/products/" + sku).then().statusCode(204);
        get("/api/products?category=" + run).body("items.sku", not(hasItem(sku)));
        anyone().get("/api/products?skus=" + sku).then().body("missing", contains(sku));
    }

    private static List<String> create(int count, String category) {
        List<String> skus = IntStream.range(0, count).mapToObj(i -> category + "-%02d".formatted(i)).toList();
        skus.forEach(sku -> put("/api/products/" + sku, product("Listed", "category", category)).statusCode(201));
        return skus;
    }
}
