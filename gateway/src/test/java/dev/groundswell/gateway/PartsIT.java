package dev.groundswell.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;

import dev.groundswell.gateway.service.Reply;
import dev.groundswell.gateway.service.Surroundings;

/// One whole answer serves those who want its head, a part of it, or only to know whether it has changed.
@QuarkusTest
@TestProfile(BeforeScriptedOrigin.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class PartsIT extends EdgeTesting {

    private static final String CHANGED = "Tue, 24 Nov 2026 11:00:00 GMT";

    @Test
    void aClientThatHasItIsToldSo() {
        origin.answers(path,
                Reply.fresh("one", 60).with("ETag", "\"1\"").with("Last-Modified", CHANGED).with("Content-Type", "text/plain"));
        get(path);

        Response same = get(path, "If-None-Match", "\"0\", W/\"1\"");
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.asString()).isEmpty();
        assertThat(same.header("ETag")).isEqualTo("\"1\"");
        assertThat(same.header("Content-Type")).isNull();
        assertThat(get(path, "If-Modified-Since", CHANGED).statusCode()).isEqualTo(304);
        assertHit(get(path, "If-None-Match", "\"2\""), "one");
        assertHit(get(path, "If-None-Match", "\"2\"", "If-Modified-Since", CHANGED), "one");
        assertThat(origin.asked(path)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"If-None-Match | \"1\"", "If-Modified-Since | " + CHANGED})
    void aClientThatHasItAsksForEverybody(String condition, String value) {
        origin.answers(path, Reply.fresh("one", 60).with("ETag", "\"1\"").with("Last-Modified", CHANGED));

        assertThat(get(path, condition, value).statusCode()).isEqualTo(304);

        // Perhaps while the body is still coming.
        assertThat(get(path).asString()).isEqualTo("one");
        assertThat(origin.seen(path)).hasSize(1);
        assertThat(origin.seen(path).getFirst().headers().names()).doesNotContain("If-None-Match", "If-Modified-Since");
    }

    @Test
    void aClientThatHasWhatIsNotKeptIsToldByTheService() {
        origin.answers(path, Reply.ok("one").with("ETag", "\"1\"").with("Cache-Control", "private"),
                Reply.notModified().with("ETag", "\"1\"").with("Cache-Control", "private"));
        get(path);

        assertThat(get(path, "If-None-Match", "\"1\"").statusCode()).isEqualTo(304);
        assertThat(origin.seen(path).getLast().headers().get("If-None-Match")).isEqualTo("\"1\"");
    }

    @Test
    void theHeadOfWhatIsKeptIsServed() {
        origin.answers(path, Reply.fresh("one", 60).inChunks());
        get(path);

        Response head = asked().when().head(path);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("3");
        assertThat(head.header("Cache-Status")).isEqualTo("groundswell; hit");
        assertThat(origin.asked(path)).isEqualTo(1);
    }

    @Test
    void theHeadOfWhatIsNotKeptIsNotKept() {
        origin.answers(path, Reply.fresh("one", 60));

        assertThat(asked().when().head(path).statusCode()).isEqualTo(200);

        assertForwarded(get(path), "one", "uri-miss");
        assertThat(origin.seen(path)).extracting("method").containsExactly("HEAD", "GET");
    }

    @Test
    void aHeadThatShowsAnotherAnswerMakesTheKeptOneStale() {
        origin.answers(path, Reply.fresh("one", 60).with("ETag", "\"1\""), Reply.fresh("two", 60).with("ETag", "\"2\""));
        get(path);
        asked("Cache-Control", "no-cache").when().head(path);

        assertForwarded(get(path), "two", "stale");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"bytes=0-0 | 0 | bytes 0-0/10", "bytes=2-4 | 234 | bytes 2-4/10", "bytes=7- | 789 | bytes 7-9/10",
            "bytes=-2 | 89 | bytes 8-9/10", "bytes=8-100 | 89 | bytes 8-9/10"})
    void aPartOfWhatIsKeptIsServed(String range, String part, String where) {
        origin.answers(path, Reply.fresh("0123456789", 60).with("ETag", "\"1\""));
        get(path);

        Response partial = get(path, "Range", range);

        assertThat(partial.statusCode()).isEqualTo(206);
        assertHit(partial, part);
        assertThat(partial.header("Content-Range")).isEqualTo(where);
        assertThat(partial.header("Content-Length")).isEqualTo(String.valueOf(part.length()));
        assertThat(partial.header("ETag")).isEqualTo("\"1\"");
        assertThat(origin.asked(path)).isEqualTo(1);
    }

    @Test
    void aPartThatIsNotThereIsRefused() {
        origin.answers(path, Reply.fresh("0123456789", 60));
        get(path);

        Response refused = get(path, "Range", "bytes=10-");

        assertThat(refused.statusCode()).isEqualTo(416);
        assertThat(refused.header("Content-Range")).isEqualTo("bytes */10");
        assertThat(refused.asString()).isEmpty();
    }

    @Test
    void theWholeIsServedWhereAPartIsOfAnotherAnswer() {
        origin.answers(path, Reply.fresh("0123456789", 60).with("ETag", "\"1\""));
        get(path);

        assertThat(get(path, "Range", "bytes=1-1", "If-Range", "\"1\"").asString()).isEqualTo("1");
        assertHit(get(path, "Range", "bytes=1-1", "If-Range", "\"2\""), "0123456789");
        assertHit(get(path, "Range", "bytes=1-1,3-3"), "0123456789");
    }

    @Test
    void aPartFromTheServicePassesAndIsNotKept() {
        origin.answers(path, Reply.of(206, "1").with("Cache-Control", "public, max-age=60").with("Content-Range", "bytes 1-1/10"),
                Reply.fresh("0123456789", 60));

        assertThat(get(path, "Range", "bytes=1-1").asString()).isEqualTo("1");
        assertThat(origin.seen(path).getFirst().headers().get("Range")).isEqualTo("bytes=1-1");

        assertForwarded(get(path), "0123456789", "uri-miss");
    }

    @Test
    void aPartOfWhatIsStaleIsAskedForAsAWhole() {
        origin.answers(path, Reply.fresh("0123456789", 60).with("ETag", "\"1\""), Reply.notModified());
        get(path);
        pass(60);

        assertThat(get(path, "Range", "bytes=1-2").asString()).isEqualTo("12");
        assertThat(origin.seen(path).getLast().headers().contains("Range")).isFalse();
    }
}
