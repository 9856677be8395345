package dev.groundswell.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.MultiMap;

/// RFC 9213, sections 2.1 and 2.2.
class TargetedFieldTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "max-age=3600             | 3600",
            "foobar, max-age=3600     | 3600",
            "max-age=2147483648       | 2147483647",
            "max-age=99999999999      | 2147483647",
            "max-age=1, max-age=3600  | 3600",
            "max-age=3600;unit=second | 3600",
            "max-age=0                | 0",
            "max-age=-1               | 0"})
    void countsBeforeCacheControlAndExpires(String field, long seconds) {
        headers.add("CDN-Cache-Control", field).add("Cache-Control", "max-age=7, no-store").add("Expires", "0");
        assertThat(said().seconds("max-age")).isEqualTo(seconds);
        assertThat(Storing.allows(Directives.NONE, false, 200, headers, said())).isTrue();
        assertThat(fresh()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "max-age=3600, &&&&&", "max-age=\"3600\"", "max-age=3600.5", "max-age", "max-age =3600",
            "max-age= 3600",
            "MaX-aGe=3600", "max-age=3600,", "max-age=1234567890123456"})
    void isIgnoredWhenItIsNoSuchField(String field) {
        headers.add("CDN-Cache-Control", field).add("Cache-Control", "max-age=7, no-store");
        assertThat(said().seconds("max-age")).isEqualTo(7);
        assertThat(Storing.allows(Directives.NONE, false, 200, headers, said())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"private", "no-store", "private=(\"A\" \"B\")", "max-age=60, no-store"})
    void forbidsWhatCacheControlAllows(String field) {
        headers.add("CDN-Cache-Control", field).add("Cache-Control", "max-age=60");
        assertThat(Storing.allows(Directives.NONE, false, 200, headers, said())).isFalse();
    }

    @Test
    void leavesOutWhatItDenies() {
        headers.add("CDN-Cache-Control", "max-age=60, no-store=?0");
        assertThat(said().has("no-store")).isFalse();
    }

    @Test
    void isReadFromSeveralLines() {
        headers.add("CDN-Cache-Control", "max-age=5").add("CDN-Cache-Control", "stale-if-error=60");
        assertThat(said().seconds("max-age")).isEqualTo(5);
        assertThat(said().seconds("stale-if-error")).isEqualTo(60);
    }

    @Test
    void makesExpiresMeanNothing() {
        headers.add("CDN-Cache-Control", "public").add("Expires", "Tue, 24 Nov 2026 13:00:00 GMT");
        assertThat(fresh()).isZero();
        assertThat(Directives.of(List.of("public")).areTargeted()).isFalse();
    }

    private Directives said() {
        return Directives.ofAnswer(headers);
    }

    private Duration fresh() {
        return Lifetime.of(200, headers, said(), NOW, NOW, Duration.ZERO).fresh();
    }
}
