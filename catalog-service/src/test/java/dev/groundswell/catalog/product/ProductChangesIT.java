package dev.groundswell.catalog.product;

import static dev.groundswell.catalog.Api.admin;
import static dev.groundswell.catalog.Api.product;
import static dev.groundswell.catalog.Api.put;
import static dev.groundswell.catalog.Api.sku;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.groundswell.catalog.CatalogParts;
import dev.groundswell.catalog.Records;

@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class ProductChangesIT {

    @Test
    void tellTheNewShapeAMoveAndTheEnd() {
        String sku = sku("X");
        put("/api/products/" + sku, product("First", "category", "here")).statusCode(201);
        put("/api/products/" + sku, product("Second", "category", "there")).statusCode(200);
        admin().delete("/api/products/" + sku).then().statusCode(204);
        admin().header("If-Match", "\"1\"").body(product("Refused")).put("/api/products/" + sku).then().statusCode(412);
        try (Records kafka = new Records()) {
            await().until(() -> kafka.on("product-changed", sku).size() == 3);
            List<JsonNode> events = kafka.on("product-changed", sku).stream().map(kafka::json).toList();
            assertThat(events.get(0).get("name").asText()).isEqualTo("First");
            assertThat(events.get(0).get("attributes").get("colour").asText()).isEqualTo("blue");
            assertThat(events.get(0).has("previousCategory")).isFalse();
            assertThat(events.get(1).get("category").asText()).isEqualTo("there");
            assertThat(events.get(1).get("previousCategory").asText()).isEqualTo("here");
            assertThat(events.get(2).get("deleted").asBoolean()).isTrue();
            assertThat(events.get(2).get("sku").asText()).isEqualTo(sku);
            assertThat(events).extracting(event -> event.get("version").asLong()).isSorted().doesNotHaveDuplicates();
        }
    }
}
