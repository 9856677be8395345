package dev.groundswell.catalog.category;

import static dev.groundswell.catalog.Api.admin;
import static dev.groundswell.catalog.Api.anyone;
import static dev.groundswell.catalog.Api.get;
import static dev.groundswell.catalog.Api.product;
import static dev.groundswell.catalog.Api.put;
import static dev.groundswell.catalog.Api.sku;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

import dev.groundswell.catalog.CatalogParts;

@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class CategoryIT {

    private final String first = sku("c") + ", Kaffee & Küche";
    private final String second = sku("d");

    @Test
    void countsItsProductsAtOnce() {
        String a = sku("C");
        String b = sku("C");
        put("/api/products/" + a, product("n", "category", first)).statusCode(201);
        put("/api/products/" + b, product("n", "category", first)).statusCode(201);
        assertThat(counts()).containsEntry(first, 2).doesNotContainKey(second);
        put("/api/products/" + b, product("n", "category", second)).statusCode(200);
        assertThat(counts()).containsEntry(first, 1).containsEntry(second, 1);
        admin().delete("/api/products/" + a).then().statusCode(204);
        assertThat(counts()).doesNotContainKey(first);
    }

    /// Each batch moves products into categories that others' batches empty, in another order.
    @Test
    void isCountedExactlyWhileManyWrite() {
        List<String> categories = IntStream.range(0, 4).mapToObj(i -> sku("w")).toList();
        List<String> skus = IntStream.range(0, 20).mapToObj(i -> sku("W")).toList();
        List<CompletableFuture<Integer>> writes = IntStream.range(0, 24)
                .mapToObj(write -> CompletableFuture.supplyAsync(() -> admin().body(Map.of("items", IntStream.range(0, 10)
                        .mapToObj(i -> product("n", "sku", skus.get((write * 5 + i) % 20), "category", categories.get((write + i) % 4)))
                        .toList())).post("/api/products:batch").statusCode()))
                .toList();
        assertThat(writes).allSatisfy(write -> assertThat(write.join()).isEqualTo(200));

        Map<String, Integer> counted = counts();
        Map<String, Integer> there = new HashMap<>();
        get("/api/products?skus=" + String.join(",", skus)).extract().jsonPath().<String>getList("items.category")
                .forEach(category -> there.merge(category, 1, Integer::sum));
        counted.keySet().retainAll(categories);
        assertThat(counted).isEqualTo(there);
    }

    @Test
    void isKeptAtTheEdgeUntilItsTagEnds() {
        String sku = sku("C");
        put("/api/products/" + sku, product("n", "category", first)).statusCode(201);
        var page = get("/api/categories?limit=100").statusCode(200).header("Cache-Control", equalTo("public, no-cache")).extract();
        assertThat(page.header("Cache-Tag").split(",")).contains("categories", CategoryTags.cacheTag(first));
        anyone().header("If-None-Match", page.header("ETag")).get("/api/categories?limit=100").then().statusCode(304);
        put("/api/products/" + sku, product("n", "category", second)).statusCode(200);
        anyone().header("If-None-Match", page.header("ETag")).get("/api/categories?limit=100").then().statusCode(200);
    }

    @Test
    void hasATagThatAHeaderCanHold() {
        assertThat(CategoryTags.cacheTag("a,b é")).isEqualTo("category:a%2Cb%20%C3%A9");
        assertThat(CategoryTags.cacheTag("pages-abc")).isEqualTo("category:pages-abc");
    }

    /// All categories, two a page: none comes twice.
    private static Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        @Nullable
        String after = null;
        do {
            JsonPath page = get("/api/categories?limit=2" + (after == null ? "" : "&after=" + after)).statusCode(200).extract().jsonPath();
            for (int i = 0; i < page.getList("items").size(); i++) {
                assertThat(counts.put(page.getString("items[" + i + "].id"), page.getInt("items[" + i + "].products"))).isNull();
            }
            after = page.getString("next");
        } while (after != null);
        return counts;
    }
}
