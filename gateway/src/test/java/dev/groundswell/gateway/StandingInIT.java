package dev.groundswell.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;

import dev.groundswell.gateway.service.Reply;
import dev.groundswell.gateway.service.Surroundings;
import dev.groundswell.platform.http.Caching;

/// A stale answer stands in for a service that fails, where that is allowed.
@QuarkusTest
@TestProfile(BeforeScriptedOrigin.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class StandingInIT extends EdgeTesting {

    private static final Reply ERROR = Reply.of(503, "busy").with("Cache-Control", "no-store");

    @Test
    void anErrorIsStoodInForAsLongAsTheAnswerSays() {
        origin.answers(path, Reply.ok("one").with("Cache-Control", "max-age=60, stale-if-error=30"), ERROR);
        get(path);
        pass(90);

        Response standIn = get(path);
        assertThat(standIn.statusCode()).isEqualTo(200);
        assertThat(standIn.asString()).isEqualTo("one");
        assertThat(standIn.header("Age")).isEqualTo("90");
        assertThat(standIn.header("Cache-Status")).isEqualTo("groundswell; fwd=stale; detail=stale-if-error");
        assertThat(origin.asked(path)).isEqualTo(2);
        pass(1);
        get(path).then().statusCode(503);
    }

    @Test
    void anErrorPassesWhereNobodySaidThatAnythingStandsIn() {
        origin.answers(path, Reply.fresh("one", 60), ERROR);
        get(path);
        pass(60);

        assertForwarded(get(path), "busy", "stale");
        assertThat(get(path, "Cache-Control", "stale-if-error=5").asString()).isEqualTo("one");
    }

    @Test
    void silenceIsStoodInForAMinuteWhereNobodySaidHowLong() {
        origin.answers(path, Reply.fresh("one", 60), Reply.none());
        get(path);
        pass(120);
        assertThat(get(path).asString()).isEqualTo("one");
        pass(1);

        get(path).then().statusCode(503).header("Retry-After", "1");
    }

    @Test
    void silenceIsStoodInForAsLongAsTheAnswerSays() {
        origin.answers(path, Reply.ok("one").with("Cache-Control", "max-age=60, stale-if-error=10"), Reply.none());
        get(path);
        pass(70);
        assertThat(get(path).asString()).isEqualTo("one");
        pass(1);

        get(path).then().statusCode(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"must-revalidate", "proxy-revalidate", "s-maxage=60", "no-cache"})
    void anAnswerMayForbidIt(String said) {
        origin.answers(path, Reply.fresh("one", 60).with("Cache-Control", "stale-if-error=30, " + said).with("ETag", "\"1\""), ERROR,
                Reply.none());
        get(path);
        pass(61);

        get(path).then().statusCode(503);
        get(path).then().statusCode(503);
    }

    /// An error that may be kept must not take the place of the answer that stands in for it.
    @Test
    void anErrorThatMayBeKeptIsStoodInFor() {
        origin.answers(path, Reply.ok("one").with("Cache-Control", "public, max-age=60, stale-if-error=60"),
                Reply.of(503, "busy").with("Cache-Control", "public, max-age=5"));
        get(path);
        pass(61);

        assertThat(get(path).asString()).isEqualTo("one");
        assertThat(get(path).asString()).isEqualTo("one");
    }

    /// A product without the price it was asked for with is worse than the whole one of a minute ago, and better than none.
    @Test
    void whatLacksAPartIsStoodInForByTheWhole() {
        Reply partial = Reply.of(200, "without price").with("Cache-Control", "no-store").with(Caching.PARTIAL, "?1");
        origin.answers(path, Reply.ok("whole").with("Cache-Control", "max-age=5, stale-if-error=60").with("ETag", "\"1\""), partial,
                partial,
                Reply.fresh("whole again", 60));
        get(path);
        pass(60);
        Response standIn = get(path);
        assertThat(standIn.asString()).isEqualTo("whole");
        assertThat(standIn.header("Cache-Status")).isEqualTo("groundswell; fwd=stale; detail=stale-if-error");
        pass(10);
        Response passed = get(path);
        assertThat(passed.asString()).isEqualTo("without price");
        assertThat(passed.header(Caching.PARTIAL)).isNull();
        assertForwarded(get(path), "whole again", "stale");
    }

    @Test
    void anErrorPassesWhenNothingIsKept() {
        origin.answers(path, Reply.of(500, "oh"), ERROR, Reply.none());

        get(path).then().statusCode(500);
        assertThat(get(path).asString()).isEqualTo("busy");
        get(path).then().statusCode(503).contentType("application/problem+json");
    }

    @Test
    void theServiceIsAskedAgainEachTime() {
        origin.answers(path, Reply.ok("one").with("Cache-Control", "max-age=60, stale-if-error=30"), ERROR, ERROR, Reply.fresh("two", 60));
        get(path);
        pass(61);
        get(path);
        get(path);

        assertForwarded(get(path), "two", "stale");
        assertHit(get(path), "two");
    }
}
