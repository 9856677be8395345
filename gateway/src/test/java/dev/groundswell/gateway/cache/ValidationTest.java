package dev.groundswell.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.vertx.core.MultiMap;

/// RFC 9111, sections 3.2, 4.3.1 and 4.3.4.
class ValidationTest {

    private static final String EARLY = "Tue, 24 Nov 2026 11:00:00 GMT";
    private static final String LATE = "Tue, 24 Nov 2026 12:00:00 GMT";

    @Test
    void asksWithTheKeptValidatorsAndNotWithTheClients() {
        MultiMap request = headers("If-None-Match", "\"client\"", "If-Modified-Since", LATE, "Accept", "x");
        assertThat(Validation.ask(headers("ETag", "\"kept\"", "Last-Modified", EARLY), request)).isTrue();
        assertThat(request.getAll("If-None-Match")).containsExactly("\"kept\"");
        assertThat(request.getAll("If-Modified-Since")).containsExactly(EARLY);
        assertThat(request.get("Accept")).isEqualTo("x");
    }

    @Test
    void asksForTheWholeAnswerWithoutAValidator() {
        MultiMap request = headers("If-None-Match", "\"client\"");
        assertThat(Validation.ask(headers("Date", EARLY), request)).isFalse();
        assertThat(request.contains("If-None-Match")).isFalse();
    }

    @Test
    void replacesEachFieldA304NamesByAllItsLines() {
        MultiMap kept = headers("Cache-Control", "max-age=1", "Link", "<a>", "Link", "<b>", "Date", EARLY, "X-Kept", "1");
        MultiMap updated = Validation.updated(kept, headers("cache-control", "max-age=3600", "Link", "<c>", "LINK", "<d>", "Date", LATE));
        assertThat(updated.getAll("Cache-Control")).containsExactly("max-age=3600");
        assertThat(updated.getAll("Link")).containsExactly("<c>", "<d>");
        assertThat(updated.get("Date")).isEqualTo(LATE);
        assertThat(updated.get("X-Kept")).isEqualTo("1");
        assertThat(kept.getAll("Link")).as("what was kept may be on its way to somebody").containsExactly("<a>", "<b>");
    }

    /// The service has just spoken: what some cache on the way once said of the age is over.
    @Test
    void forgetsTheKeptAge() {
        assertThat(Validation.updated(headers("Age", "7", "ETag", "\"a\""), headers("ETag", "\"a\"")).contains("Age")).isFalse();
        assertThat(Validation.updated(headers("Age", "7"), headers("Age", "2")).getAll("Age")).containsExactly("2");
    }

    @Test
    void inventsNoDate() {
        assertThat(Validation.updated(headers("Date", EARLY), headers("ETag", "\"a\"")).getAll("Date")).containsExactly(EARLY);
        assertThat(Validation.updated(headers(), headers("ETag", "\"a\"")).contains("Date")).isFalse();
    }

    @Test
    void keepsWhatDescribesTheKeptBytes() {
        MultiMap kept = headers("Content-Length", "36", "Content-Encoding", "gzip");
        MultiMap updated = Validation.updated(kept,
                headers("Content-Length", "10", "content-encoding", "br", "Content-Range", "bytes 0-1/9", "Content-Type", "text/plain"));
        assertThat(updated.getAll("Content-Length")).containsExactly("36");
        assertThat(updated.getAll("Content-Encoding")).containsExactly("gzip");
        assertThat(updated.contains("Content-Range")).isFalse();
        assertThat(updated.get("Content-Type")).isEqualTo("text/plain");
    }

    @Test
    void isNotConfirmedByAnothersStrongTag() {
        assertThat(Validation.confirms(headers("ETag", "\"a\""), headers("ETag", "\"b\""))).isFalse();
        assertThat(Validation.confirms(headers("Last-Modified", EARLY), headers("ETag", "\"b\""))).isFalse();
        assertThat(Validation.confirms(headers("ETag", "\"a\""), headers("ETag", "\"a\""))).isTrue();
        assertThat(Validation.confirms(headers("ETag", "W/\"a\""), headers("ETag", "\"a\""))).isTrue();
        assertThat(Validation.confirms(headers("ETag", "\"a\""), headers())).isTrue();
    }

    private static MultiMap headers(String... namesAndValues) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }
}
