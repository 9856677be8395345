package dev.groundswell.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import dev.groundswell.gateway.service.Crowd;
import dev.groundswell.gateway.service.Gate;
import dev.groundswell.gateway.service.Reply;
import dev.groundswell.gateway.service.Surroundings;
import dev.groundswell.gateway.store.AnswerHead;
import dev.groundswell.platform.http.Caching;

/// What services and admins tell through Kafka is stale here, whoever changed it wherever.
@QuarkusTest
@TestProfile(BeforeScriptedOrigin.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class ToldChangesIT extends EdgeTesting {

    private static final Reply ONE = Reply.ok("one").with("Cache-Control", "max-age=60, stale-if-error=60").with("ETag", "\"1\"");
    private static final Reply TWO = Reply.fresh("two", 60).with("ETag", "\"2\"");

    @ConfigProperty(name = "test.kafka")
    String kafka;

    private final String name = UUID.randomUUID().toString();

    @ParameterizedTest
    @CsvSource({"product-changed, sku, product", "product-changed, category, category", "product-changed, previousCategory, category",
            "price-changed, sku, price"})
    void answersThatShowAChangedThingAreAskedAbout(String topic, String member, String tag) {
        origin.answers(path, ONE.with("Cache-Tag", "other:a, " + tag + ":" + name), TWO);
        String unrelated = path + "?expand=price";
        get(path);

        tell(topic, "{\"sku\": \"none\", \"category\": \"none\"}".replace("}", ", \"" + member + "\": \"" + name + "\"}"));

        await().untilAsserted(() -> assertForwarded(get(path), "two", "stale"));
        assertThat(origin.seen(path).getLast().headers().get("If-None-Match")).isEqualTo("\"1\"");
        assertHit(get(path), "two");
        assertForwarded(get(unrelated), "two", "uri-miss");
    }

    /// Services keep what they read, too, and may hear of a change a little later than the gateway does.
    @Test
    void aServiceIsAskedPastWhatItKeepsWhileItMayNotHaveHeardOfTheChange() {
        origin.answers(path, ONE.with("Cache-Tag", "product:" + name), TWO.with("Cache-Tag", "product:" + name));
        get(path);
        tell("product-changed", "{\"sku\": \"" + name + "\"}");
        await().untilAsserted(() -> assertForwarded(get(path), "two", "stale"));

        assertThat(origin.seen(path)).extracting(seen -> seen.headers().get(Caching.PAST_CACHES)).containsExactly(null, "?1");
        assertHit(get(path), "two");
    }

    @Test
    void whatIsAskedForTheFirstTimeSoonAfterAChangeIsAskedAboutOnceMore() {
        tell("product-changed", "{\"sku\": \"" + name + "\"}");
        await().until(() -> marks.markedLately(List.of(AnswerHead.tag("product:" + name))));
        origin.answers(path, ONE.with("Cache-Tag", "product:" + name), TWO.with("Cache-Tag", "product:" + name));

        assertForwarded(get(path), "one", "uri-miss");
        assertForwarded(get(path), "two", "stale");
        assertHit(get(path), "two");
        assertThat(origin.seen(path)).extracting(seen -> seen.headers().get(Caching.PAST_CACHES)).containsExactly(null, "?1");
    }

    @Test
    void theListOfCategoriesChangesWithEachProduct() {
        String categories = "/api/categories";
        origin.answers(categories, ONE.with("Cache-Tag", "categories"), TWO);
        get(categories);

        tell("product-changed", "{\"sku\": \"" + name + "\"}");

        await().untilAsserted(() -> assertForwarded(get(categories), "two", "stale"));
    }

    @Test
    void whatIsInvalidatedSoftlyIsAskedAboutAndMayStandIn() {
        origin.answers(path, ONE.with("Cache-Tag", "t:" + name), Reply.none(), Reply.notModified().with("ETag", "\"1\""));
        get(path);

        tell("cache-invalidated", invalidated("\"tags\": [\"t:" + name + "\"]", false));

        await().untilAsserted(() -> assertForwarded(get(path), "one", "stale; detail=stale-if-error"));
        assertForwarded(get(path), "one", "stale; fwd-status=304");
        assertThat(origin.seen(path)).extracting(seen -> seen.headers().get("If-None-Match")).endsWith("\"1\"", "\"1\"");
        assertHit(get(path), "one");
    }

    @Test
    void whatIsInvalidatedHardIsAskedForAsAWholeAndStandsInForNothing() {
        origin.answers(path, ONE.with("Cache-Tag", "t:" + name), Reply.of(503, "busy"));
        get(path);

        tell("cache-invalidated", invalidated("\"tags\": [\"t:" + name + "\"]", true));

        await().untilAsserted(() -> assertForwarded(get(path), "busy", "uri-miss"));
        assertThat(origin.seen(path).getLast().headers().contains("If-None-Match")).isFalse();
        origin.answers(path, Reply.none());
        get(path).then().statusCode(503);
        origin.answers(path, TWO);
        get(path);
        assertHit(get(path), "two");
    }

    @Test
    void whatIsInvalidatedHardWhileItIsAskedAboutStandsInForNothing() {
        Gate gate = new Gate();
        origin.answers(path, ONE, Reply.of(503, "busy").heldBy(gate));
        get(path);
        pass(60);
        try (Crowd crowd = new Crowd(gateway)) {
            crowd.ask(1, path);
            await().until(() -> origin.asked(path) == 2);
            crowd.ask(3, path);
            marks.mark(List.of(path), true);
            gate.open();
            await().until(() -> crowd.got().size() == 4);
            assertThat(crowd.got()).extracting(Crowd.Got::status).containsOnly(503);
        }
    }

    @Test
    void whatIsInvalidatedHardWhileItIsAskedAboutIsNotServedThoughItHolds() {
        Gate gate = new Gate();
        origin.answers(path, ONE.with("ETag", "\"1\""), Reply.notModified().with("ETag", "\"1\"").heldBy(gate), TWO);
        get(path);
        pass(60);
        try (Crowd crowd = new Crowd(gateway)) {
            crowd.ask(1, path);
            await().until(() -> origin.asked(path) == 2);
            marks.mark(List.of(path), true);
            gate.open();
            await().until(() -> crowd.got().size() == 1);
            assertThat(crowd.got()).extracting(Crowd.Got::body).containsOnly("two");
        }
    }

    @Test
    void adminsInvalidateByTag() {
        origin.answers(path, ONE.with("Cache-Tag", "t:" + name), TWO);
        get(path);

        invalidate("{\"tags\": [\"t:" + name + "\"]}");

        assertForwarded(get(path), "two", "stale");
    }

    @Test
    void adminsInvalidateByPath() {
        String part = path + "?expand=price";
        origin.answers(path, ONE, ONE, TWO);
        get(path);
        get(part);

        invalidate("{\"paths\": [\"" + part + "\"]}");
        assertHit(get(path), "one");
        assertForwarded(get(part), "two", "stale");

        invalidate("{\"paths\": [\"" + path + "\"], \"hard\": true}");
        assertForwarded(get(path), "two", "uri-miss");
        assertForwarded(get(part), "two", "uri-miss");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no JSON", "", "{\"id\": 1, \"tags\": {}}"})
    void whatCannotBeReadMakesEverythingStale(String event) {
        origin.answers(path, ONE, TWO);
        get(path);

        tell("cache-invalidated", event);

        await().untilAsserted(() -> assertForwarded(get(path), "two", "stale"));
    }

    private static String invalidated(String what, boolean hard) {
        return "{\"id\": \"a\", \"time\": \"2026-01-31T12:00:00Z\", " + what + ", \"hard\": " + hard + "}";
    }

    private void invalidate(String body) {
        asked("Authorization", bearer(admin)).contentType("application/json").body(body).when().post("/admin/cache/invalidate")
                .then().statusCode(202);
    }

    private void tell(String topic, String event) {
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka), new StringSerializer(), new ByteArraySerializer())) {
            var _ = producer.send(new ProducerRecord<>(topic, name, event.getBytes(UTF_8)));
        }
    }
}
