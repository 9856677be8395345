package dev.groundswell.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.vertx.core.MultiMap;

/// RFC 9110, sections 8.8.3.2, 13.1.2, 13.1.3 and 13.2.2; RFC 9111, section 4.3.2.
class ConditionsTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-24T12:00:00Z");
    private static final String NOON = "Tue, 24 Nov 2026 12:00:00 GMT";
    private static final String ELEVEN = "Tue, 24 Nov 2026 11:00:00 GMT";

    private final MultiMap asked = MultiMap.caseInsensitiveMultiMap();
    private final MultiMap kept = MultiMap.caseInsensitiveMultiMap();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "\"a\"               | \"a\"   | true",
            "\"b\", \"a\", \"c\" | \"a\"   | true",
            "W/\"a\"             | \"a\"   | true",
            "\"a\"               | W/\"a\" | true",
            "W/\"a\"             | W/\"a\" | true",
            "*                   | \"a\"   | true",
            "\"b\"               | \"a\"   | false",
            "a                   | \"a\"   | false",
            "\"aa\"              | \"a\"   | false"})
    void comparesTagsWeakly(String tags, String tag, boolean notModified) {
        asked.add("If-None-Match", tags);
        kept.add("ETag", tag);
        assertThat(isNotModified()).isEqualTo(notModified);
    }

    @Test
    void readsTagsFromSeveralLines() {
        asked.add("If-None-Match", "\"b\"").add("If-None-Match", "\"a\"");
        kept.add("ETag", "\"a\"");
        assertThat(isNotModified()).isTrue();
    }

    @Test
    void looksAtTheDateOnlyWithoutTags() {
        asked.add("If-None-Match", "\"b\"").add("If-Modified-Since", NOON);
        kept.add("ETag", "\"a\"").add("Last-Modified", ELEVEN);
        assertThat(isNotModified()).isFalse();
        asked.set("If-None-Match", "\"a\"").set("If-Modified-Since", ELEVEN);
        kept.set("Last-Modified", NOON);
        assertThat(isNotModified()).isTrue();
    }

    @Test
    void comparesTheLastChange() {
        kept.add("Last-Modified", ELEVEN).add("Date", NOON);
        asked.add("If-Modified-Since", ELEVEN);
        assertThat(isNotModified()).isTrue();
        kept.set("Last-Modified", NOON);
        assertThat(isNotModified()).isFalse();
    }

    @Test
    void takesTheDateForAnUnknownLastChange() {
        kept.add("Date", ELEVEN);
        asked.add("If-Modified-Since", ELEVEN);
        assertThat(isNotModified()).isTrue();
        kept.remove("Date");
        assertThat(isNotModified()).isFalse();
        asked.set("If-Modified-Since", NOON);
        assertThat(isNotModified()).isTrue();
    }

    @Test
    void ignoresADateThatIsNone() {
        kept.add("Last-Modified", ELEVEN);
        asked.add("If-Modified-Since", "noon");
        assertThat(isNotModified()).isFalse();
        asked.set("If-Modified-Since", NOON).add("If-Modified-Since", NOON);
        assertThat(isNotModified()).isFalse();
    }

    @Test
    void findsNothingToAnswerWithoutConditions() {
        kept.add("ETag", "\"a\"").add("Last-Modified", ELEVEN);
        assertThat(isNotModified()).isFalse();
    }

    private boolean isNotModified() {
        return Conditions.isNotModified(asked, kept, RECEIVED);
    }
}
