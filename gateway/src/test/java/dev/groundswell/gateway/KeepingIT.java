package dev.groundswell.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import dev.groundswell.gateway.service.Reply;
import dev.groundswell.gateway.service.Surroundings;

/// Which answers are kept, and for which requests.
@QuarkusTest
@TestProfile(BeforeScriptedOrigin.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class KeepingIT extends EdgeTesting {

    private final String open = "/open/" + UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(strings = {"private, max-age=60", "no-store", "max-age=60, no-store", "max-age=0", "no-cache"})
    void whatMustNotBeServedToOthersIsNotKept(String said) {
        origin.answers(path, Reply.ok("one").with("Cache-Control", said), Reply.ok("two").with("Cache-Control", said));
        get(path);

        assertForwarded(get(path), "two", "bypass");
    }

    /// The service has not seen the cookie: what it says varies by it is for nobody else.
    @Test
    void whatVariesByACookieIsNotKept() {
        origin.answers(path, Reply.fresh("one", 60).with("Vary", "Cookie"), Reply.fresh("two", 60).with("Vary", "Cookie"));

        assertThat(get(path, "Cookie", "session=ann").asString()).isEqualTo("one");
        assertThat(get(path, "Cookie", "session=ann").asString()).isEqualTo("two");
        assertThat(origin.seen(path)).noneMatch(request -> request.headers().contains("Cookie"));
    }

    @Test
    void whatIsMeantForCachesLikeUsGoesFirst() {
        origin.answers(path, Reply.fresh("one", 0).with("CDN-Cache-Control", "max-age=60"));
        get(path);

        assertHit(get(path), "one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"public, max-age=60 | true", "max-age=60 | false", "max-age=60, must-revalidate | true",
            "s-maxage=60 | true", "private, max-age=60 | false"})
    void theAnswerToSomebodyIsKeptOnlyWithLeave(String said, boolean kept) {
        origin.answers(path, Reply.ok("one").with("Cache-Control", said), Reply.ok("two").with("Cache-Control", said));
        get(path, "Authorization", bearer(customer));

        assertThat(get(path).asString()).isEqualTo(kept ? "one" : "two");
    }

    @Test
    void whatIsForAllIsServedToSomebody() {
        origin.answers(path, Reply.ok("one").with("Cache-Control", "max-age=60"));
        get(path);

        assertHit(get(path, "Authorization", bearer(customer)), "one");
    }

    @Test
    void anAnswerThatSetsACookieIsKeptOnlyWhereThatIsAllowed() {
        origin.answers(path, Reply.fresh("one", 60).with("Set-Cookie", "a=1"));
        origin.answers(open, Reply.fresh("one", 60).with("Set-Cookie", "a=1"));
        for (int i = 0; i < 2; i++) {
            assertThat(get(path).header("Set-Cookie")).isEqualTo("a=1");
            assertThat(get(open).header("Set-Cookie")).isEqualTo("a=1");
        }

        assertThat(origin.asked(path)).isEqualTo(2);
        assertThat(origin.asked(open)).isEqualTo(1);
    }

    @Test
    void a304ThatSetsACookieIsForTheOneWhoAsked() {
        origin.answers(path, Reply.fresh("one", 60).with("ETag", "\"1\""),
                Reply.notModified().with("ETag", "\"1\"").with("Set-Cookie", "a=1"), Reply.fresh("one", 60).with("ETag", "\"1\""));
        get(path);
        pass(60);
        assertThat(get(path).asString()).isEqualTo("one");

        assertThat(get(path).header("Set-Cookie")).isNull();
        assertThat(origin.asked(path)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"private", "no-store"})
    void whatA304TakesBackIsNotServedToOthers(String said) {
        origin.answers(path, Reply.fresh("one", 60).with("ETag", "\"1\""), Reply.notModified().with("Cache-Control", said + ", max-age=60"),
                Reply.ok("two").with("Cache-Control", said));
        get(path);
        pass(60);
        assertThat(get(path).asString()).isEqualTo("one");

        assertThat(get(path).asString()).isEqualTo("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "Accept, *", "Forwarded", "X-Request-Id", "Host", "Via", "X-Forwarded-For", "traceparent", "Connection"})
    void whatVariesByWhatNobodyKnowsIsNotKept(String vary) {
        origin.answers(path, Reply.fresh("one", 60).with("Vary", vary), Reply.fresh("two", 60).with("Vary", vary));
        get(path);

        assertForwarded(get(path), "two", "bypass");
    }

    @Test
    void whatVariesIsServedToThoseWhoAskAlike() {
        origin.answers(path, Reply.fresh("english", 60).with("Vary", "Accept-Language"),
                Reply.fresh("deutsch", 60).with("Vary", "Accept-Language"), Reply.fresh("none", 60).with("Vary", "Accept-Language"));
        get(path, "Accept-Language", "en, de;q=0.5");

        assertForwarded(get(path, "Accept-Language", "de"), "deutsch", "uri-miss");
        assertForwarded(get(path), "none", "uri-miss");
        assertHit(get(path, "Accept-Language", "de;q=0.5,EN"), "english");
        assertHit(get(path, "Accept-Language", "DE"), "deutsch");
        assertHit(get(path), "none");
        assertThat(origin.asked(path)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsTooLargePassesWhole(boolean chunked) {
        String large = "0123456789abcdef".repeat(64 * 1024 / 16 + 1);
        Reply reply = Reply.fresh(large, 60);
        origin.answers(path, chunked ? reply.inChunks() : reply);

        assertThat(get(path).asString()).isEqualTo(large);
        assertThat(get(path).asString()).isEqualTo(large);
        assertThat(origin.asked(path)).isEqualTo(2);
    }

    @Test
    void whatIsNotLargerThanThatIsKept() {
        String large = "0123456789abcdef".repeat(64 * 1024 / 16);
        origin.answers(path, Reply.fresh(large, 60).inChunks());
        get(path);

        assertHit(get(path), large);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void halfAnAnswerIsNeitherKeptNorTakenForAWholeOne(boolean chunked) {
        Reply half = Reply.fresh("first,second", 60).brokenOff();
        origin.answers(path, chunked ? half.inChunks() : half, Reply.fresh("whole", 60));

        String broken = wire("GET " + path + " HTTP/1.1\nHost: a");

        assertThat(broken).startsWith("HTTP/1.1 200").contains("first,").doesNotContain("second").doesNotEndWith("0\r\n\r\n");
        assertForwarded(get(path), "whole", "uri-miss");
    }

    @ParameterizedTest
    @CsvSource({"404, true", "410, true", "403, true", "500, true", "503, true", "302, true"})
    void otherAnswersAreKeptOnlyWhenToldHowLong(int status, boolean kept) {
        origin.answers(path, Reply.of(status, "one"), Reply.of(status, "two").with("Cache-Control", "max-age=60"), Reply.ok("three"));
        get(path);

        assertThat(asked().redirects().follow(false).when().get(path).asString()).isEqualTo("two");
        assertThat(asked().redirects().follow(false).when().get(path).asString()).isEqualTo(kept ? "two" : "three");
        assertThat(origin.asked(path)).isEqualTo(2);
    }

    @Test
    void whatAnOrdersCustomerGetsIsNeverKept() {
        String order = "/api/orders/" + UUID.randomUUID();
        origin.answers(order, Reply.fresh("mine", 60), Reply.fresh("yours", 60));
        get(order, "Authorization", bearer(customer));

        assertThat(get(order, "Authorization", bearer(admin)).asString()).isEqualTo("yours");
        get(order).then().statusCode(401);
    }
}
