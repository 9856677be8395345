package dev.groundswell.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;

import dev.groundswell.gateway.service.Gate;
import dev.groundswell.gateway.service.Reply;
import dev.groundswell.gateway.service.Surroundings;

/// What is kept answers while it is fresh, and the service says when it holds longer.
@QuarkusTest
@TestProfile(BeforeScriptedOrigin.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class EdgeCacheIT extends EdgeTesting {

    @TestHTTPResource(value = "", management = true)
    URI management;

    @Test
    void whatIsFreshIsServedWithItsAge() {
        origin.answers(path, Reply.fresh("one", 60).with("Content-Type", "text/plain").with("Age", "3"));

        Response first = get(path);
        assertForwarded(first, "one", "uri-miss");
        pass(7);
        Response second = get(path);

        assertHit(second, "one");
        assertThat(second.header("Age")).isEqualTo("10");
        assertThat(second.header("Content-Type")).isEqualTo("text/plain");
        assertThat(second.header("X-Request-Id")).isNotEqualTo(first.header("X-Request-Id"));
        assertThat(origin.asked(path)).isEqualTo(1);
    }

    @Test
    void whatHasNoLengthIsServedWithOne() {
        origin.answers(path, Reply.fresh("one two", 60).inChunks());

        assertThat(get(path).header("Content-Length")).isNull();

        Response kept = get(path);
        assertHit(kept, "one two");
        assertThat(kept.header("Content-Length")).isEqualTo("7");
    }

    @Test
    void freshnessEndsWithTheSecond() {
        origin.answers(path, Reply.fresh("one", 60), Reply.fresh("two", 60));
        get(path);
        pass(59);
        assertHit(get(path), "one");
        pass(1);

        assertForwarded(get(path), "two", "stale");
        assertHit(get(path), "two");
        assertThat(origin.asked(path)).isEqualTo(2);
    }

    @Test
    void what304SaysIsTakenOver() {
        origin.answers(path, Reply.fresh("one", 60).with("ETag", "\"1\"").with("X-Said", "first").with("X-Kept", "yes"),
                Reply.notModified().with("ETag", "\"1\"").with("Cache-Control", "public, max-age=30").with("X-Said", "second"));
        get(path);
        pass(60);

        Response validated = get(path, "If-None-Match", "\"the client's\"");
        assertForwarded(validated, "one", "stale; fwd-status=304");
        assertThat(validated.statusCode()).isEqualTo(200);
        assertThat(validated.header("X-Said")).isEqualTo("second");
        assertThat(validated.header("X-Kept")).isEqualTo("yes");
        assertThat(validated.header("Age")).isNull();
        assertThat(origin.seen(path).getLast().headers().getAll("If-None-Match")).containsExactly("\"1\"");

        pass(29);
        Response kept = get(path);
        assertHit(kept, "one");
        assertThat(kept.header("X-Said")).isEqualTo("second");
        assertThat(kept.header("Age")).isEqualTo("29");
        pass(1);
        get(path);
        assertThat(origin.asked(path)).as("the time of the 304 counts").isEqualTo(3);
    }

    @Test
    void whatHasChangedReplacesWhatWasKept() {
        origin.answers(path, Reply.fresh("one", 60).with("ETag", "\"1\""), Reply.fresh("two", 60).with("ETag", "\"2\""));
        get(path);
        pass(60);

        Response changed = get(path);

        assertForwarded(changed, "two", "stale");
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertHit(get(path), "two");
    }

    @Test
    void a304OfAnotherAnswerIsNotBelieved() {
        origin.answers(path, Reply.fresh("one", 60).with("ETag", "\"1\""), Reply.notModified().with("ETag", "\"2\""),
                Reply.fresh("two", 60).with("ETag", "\"2\""));
        get(path);
        pass(60);

        assertForwarded(get(path), "two", "stale");
        assertThat(origin.seen(path).getLast().headers().contains("If-None-Match")).isFalse();
    }

    @Test
    void aRequestMayWantTheServicesOwnWord() {
        origin.answers(path, Reply.fresh("one", 60), Reply.fresh("two", 60), Reply.fresh("three", 60));
        get(path);

        assertForwarded(get(path, "Cache-Control", "no-cache"), "two", "request");
        assertHit(get(path), "two");
        assertThat(get(path, "Cache-Control", "no-store").asString()).isEqualTo("three");
        assertHit(get(path), "two");
    }

    @Test
    void aRequestMayWantNothingButWhatIsKept() {
        origin.answers(path, Reply.fresh("one", 60));

        get(path, "Cache-Control", "only-if-cached").then().statusCode(504).contentType("application/problem+json");
        assertThat(origin.asked(path)).isZero();
        get(path);
        assertHit(get(path, "Cache-Control", "only-if-cached"), "one");
    }

    @Test
    void unknownParametersMakeNoOtherKey() {
        origin.answers(path, Reply.fresh("one", 60));
        get(path + "?utm=1");

        assertHit(get(path), "one");
        assertHit(get(path + "?fbclid=2&utm=3"), "one");
        assertThat(get(path + "?expand=price&utm=4").header("Cache-Status")).contains("uri-miss");
        assertHit(get(path + "?utm=5&expand=price"), "one");
        assertThat(origin.seen(path)).extracting("uri").containsExactly(path, path + "?expand=price");
    }

    @Test
    void whatIsServedStaleIsRefreshedBehindIt() {
        Gate gate = new Gate();
        origin.answers(path, Reply.fresh("one", 60).with("Cache-Control", "stale-while-revalidate=30"),
                Reply.fresh("two", 60).heldBy(gate));
        get(path);
        pass(89);

        Response stale = get(path);
        assertHit(stale, "one");
        assertThat(stale.header("Age")).isEqualTo("89");
        assertHit(get(path), "one");
        await().until(() -> origin.asked(path) == 2);
        gate.open();

        await().untilAsserted(() -> assertHit(get(path), "two"));
        assertThat(origin.asked(path)).isEqualTo(2);
    }

    @Test
    void answersAreCountedByWhereTheyCameFrom() {
        origin.answers(path, Reply.fresh("one", 60));
        double hits = metric("edge_cache_answers_total{how=\"hit\"}");
        double misses = metric("edge_cache_answers_total{how=\"miss\"}");

        get(path);
        get(path);
        get(path);

        await().untilAsserted(() -> assertThat(metric("edge_cache_answers_total{how=\"hit\"}")).isEqualTo(hits + 2));
        assertThat(metric("edge_cache_answers_total{how=\"miss\"}")).isEqualTo(misses + 1);
        assertThat(metric("cache_hit_rate{cache=\"edge\"}")).isStrictlyBetween(0.0, 1.0);
    }

    private double metric(String name) {
        return given().baseUri(management.toString()).when().get("/metrics").asString().lines().filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }
}
