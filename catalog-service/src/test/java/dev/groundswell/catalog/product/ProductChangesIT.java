package dev.groundswell.catalog.product;

import static dev.groundswell.catalog.Api.admin;
import static dev.groundswell.catalog.Api.product;
import static dev.groundswell.catalog.Api.put;
import static dev.groundswell.catalog.Api.sku;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.catalog.CatalogParts;
import dev.groundswell.catalog.Records;

@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class ProductChangesIT {

    @Inject
    Pool database;

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

    /// Another writer's product is not there yet when we look, and there when we write.
    @Test
    void tellWhatWasLeftThoughAnotherWriterCreatedIt() throws Exception {
        String sku = sku("X");
        CompletableFuture<Integer> overtaken;
        SqlConnection other = database.getConnection().await().indefinitely();
        try {
            other.query("BEGIN").executeAndAwait();
            other.preparedQuery("""
                    INSERT INTO products (sku, name, description, category, attributes, version, name_words)
                    VALUES ($1, 'First', '', 'here', '{}', nextval('versions'), '')
                    """).executeAndAwait(Tuple.of(sku));
            overtaken = CompletableFuture
                    .supplyAsync(() -> put("/api/products/" + sku, product("Second", "category", "there")).extract().statusCode());
            await().until(this::somebodyWaits);
        } finally {
            other.query("COMMIT").executeAndAwait();
            other.closeAndAwait();
        }
        assertThat(overtaken.get(10, TimeUnit.SECONDS)).isEqualTo(200);
        try (Records kafka = new Records()) {
            await().untilAsserted(() -> assertThat(kafka.on("product-changed", sku)).singleElement()
                    .satisfies(event -> assertThat(kafka.json(event).path("previousCategory").asText()).isEqualTo("here")));
        }
    }

    private boolean somebodyWaits() {
        return database
                .withConnection(
                        look -> look.query("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'").execute())
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0) > 0;
    }
}
