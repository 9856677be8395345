package dev.groundswell.gateway;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;

import dev.groundswell.gateway.service.Surroundings;
import dev.groundswell.testing.NotedLog;

/// An admin's invalidation reaches Kafka before it is acknowledged.
@QuarkusTest
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class InvalidatingIT {

    @ConfigProperty(name = "test.token.admin")
    String admin;
    @ConfigProperty(name = "test.kafka")
    String kafka;

    @Test
    void whatIsAcknowledgedIsPublished() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        String id = given().header("traceparent", trace)
                .header("Authorization", "Bearer " + admin).contentType("application/json")
                .body("{\"tags\": [\"product:A\", \"price:A\"], \"hard\": true}")
                .when().post("/admin/cache/invalidate")
                .then().statusCode(202).extract().path("id");

        ConsumerRecord<String, String> record = published(id);
        JsonObject event = new JsonObject(record.value());
        assertThat(event.fieldNames()).containsExactlyInAnyOrder("id", "time", "tags", "hard");
        assertThat(event.getJsonArray("tags").getList()).isEqualTo(List.of("product:A", "price:A"));
        assertThat(event.getBoolean("hard")).isTrue();
        assertThat(event.getInstant("time")).isNotNull();
        assertThat(header(record, "ce_type")).isEqualTo("dev.groundswell.cache.invalidated.v1");
        assertThat(header(record, "ce_source")).isEqualTo("/gateway");
        assertThat(header(record, "traceparent")).isEqualTo(trace);
    }

    @Test
    void pathsAreMarkedStaleUnlessSaidOtherwise() {
        String id;
        try (NotedLog audit = new NotedLog("dev.groundswell.audit")) {
            id = post("{\"paths\": [\"/api/products/A\"]}").statusCode(202).extract().path("id");
            assertThat(audit.lines()).containsExactly("admin \"root\" changed /api/products/A stale in caches");
        }

        JsonObject event = new JsonObject(published(id).value());
        assertThat(event.fieldNames()).containsExactlyInAnyOrder("id", "time", "paths", "hard");
        assertThat(event.getBoolean("hard")).isFalse();
    }

    @Test
    void takesNothingButJson() {
        given().header("Authorization", "Bearer " + admin).contentType("text/plain").body("{\"tags\": [\"a\"]}")
                .when().post("/admin/cache/invalidate")
                .then().statusCode(415).contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"{};422;", "{\"tags\": []};422;/tags", "{\"tags\": [\"\"]};422;/tags/0",
            "{\"tags\": [\"a\"], \"paths\": [\"b\"]};422;",
            "{\"tags\": [\"a\"], \"surprise\": 1};422;/surprise", "{\"tags\": \"a\"};400;/tags",
            "{\"tags\": [\"a\"], \"hard\": \"yes\"};400;/hard"})
    void pointsAtWhatItCannotTake(String body, int status, String pointer) {
        post(body).statusCode(status).contentType("application/problem+json").body("errors[0].pointer",
                equalTo(pointer == null ? "" : pointer));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"{;400", "[];400", "null;400", "'';400"})
    void refusesWhatIsNoJsonObject(String body, int status) {
        post(body).statusCode(status).contentType("application/problem+json");
    }

    private ValidatableResponse post(String body) {
        return given().header("Authorization", "Bearer " + admin).contentType("application/json").body(body).when()
                .post("/admin/cache/invalidate").then();
    }

    private ConsumerRecord<String, String> published(String id) {
        try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", kafka), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("cache-invalidated").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, String>> found = new ArrayList<>();
            for (int polls = 0; found.isEmpty() && polls < 20; polls++) {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> {
                    if (id.equals(record.key())) {
                        found.add(record);
                    }
                });
            }
            assertThat(found).as("the event " + id).hasSize(1);
            return found.getFirst();
        }
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
