package dev.groundswell.catalog.manufacturer;

import static dev.groundswell.catalog.Api.admin;
import static dev.groundswell.catalog.Api.anyone;
import static dev.groundswell.catalog.Api.customer;
import static dev.groundswell.catalog.Api.get;
import static dev.groundswell.catalog.Api.put;
import static dev.groundswell.catalog.Api.sku;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.groundswell.catalog.CatalogParts;
import dev.groundswell.catalog.Records;

@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class ManufacturerIT {

    private final String id = sku("m");
    private final String path = "/api/manufacturers/" + id;

    @Test
    void isCreatedReadAndRenamed() {
        get(path).statusCode(404)
                .header("Cache-Control", equalTo("public, no-cache"))
                .header("Cache-Tag", equalTo("manufacturer:" + id));
        String tag = put(path, Map.of("name", "Works")).statusCode(201).extract().header("ETag");
        get(path).statusCode(200)
                .body("id", equalTo(id))
                .body("name", equalTo("Works"))
                .header("ETag", equalTo(tag))
                .header("Cache-Tag", equalTo("manufacturer:" + id));
        anyone().header("If-None-Match", tag).get(path).then().statusCode(304);
        Map<String, Object> read = get(path).extract().jsonPath().getMap("");
        admin().header("If-Match", tag).body(read).put(path).then().statusCode(200).header("ETag", not(equalTo(tag)));
        admin().header("If-Match", tag).body(read).put(path).then().statusCode(412);
        admin().header("If-None-Match", "*").body(read).put(path).then().statusCode(412);
    }

    @Test
    void isRefusedWithPointers() {
        put(path, Map.of("name", "")).statusCode(422).body("errors.pointer", contains("/name"));
        put(path, Map.of("name", "n", "id", "other")).statusCode(422).body("errors.pointer", contains("/id"));
        put("/api/manufacturers/-a", Map.of("name", "n")).statusCode(404);
        get("/api/manufacturers/a%20b").statusCode(404);
    }

    @Test
    void isWrittenByAdminsOnly() {
        anyone().contentType("application/json").body("{\"name\": \"x\"}").put(path).then().statusCode(401);
        customer().body("{\"name\": \"x\"}").put(path).then().statusCode(403);
    }

    @Test
    void endsWhatShowsItsOldName() {
        put(path, Map.of("name", "Works")).statusCode(201);
        try (Records kafka = new Records()) {
            await().untilAsserted(() -> assertThat(kafka.on("cache-invalidated", "manufacturer:" + id)).singleElement()
                    .satisfies(record -> {
                        JsonNode event = kafka.json(record);
                        assertThat(event.fieldNames()).toIterable().containsExactly("id", "time", "tags", "hard");
                        assertThat(event.get("id").asText()).isEqualTo(Records.header(record, "ce_id"));
                        assertThat(Instant.parse(event.get("time").asText())).isBeforeOrEqualTo(Instant.now());
                        assertThat(event.get("tags")).extracting(JsonNode::asText).containsExactly("manufacturer:" + id);
                        assertThat(event.get("hard").asBoolean()).isFalse();
                    }));
        }
    }
}
