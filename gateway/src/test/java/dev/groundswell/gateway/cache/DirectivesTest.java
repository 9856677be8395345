package dev.groundswell.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 9111, sections 1.2.2 and 5.2.
class DirectivesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "max-age=3600                        | 3600",
            "MaX-aGe=3600                        | 3600",
            "public,max-age=3600 , no-transform  | 3600",
            ",, max-age=3600,                    | 3600",
            "max-age=\"3600\"                    | 3600",
            "max-age=\"36\\00\"                  | 3600",
            "max-age=003600                      | 3600",
            "max-age=2147483648                  | 2147483647",
            "max-age=99999999999999999999999999  | 2147483647",
            "extension=\"max-age=1\", max-age=60 | 60",
            "max-age=60, extension=\"max-age=1\" | 60",
            "a=\"x\\\", max-age=1\", max-age=60  | 60"})
    void readsSeconds(String line, long seconds) {
        assertThat(Directives.of(List.of(line)).seconds("max-age")).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-age=-1", "max-age=abc", "max-age='3600'", "max-age=3600.0", "max-age=", "max-age", "max-age= 3600",
            "max-age=\"3600", "max-age=0"})
    void takesWhatItCannotReadForStale(String line) {
        assertThat(Directives.of(List.of(line)).seconds("max-age")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no-cache", "max-age =3600", "x-max-age=3600", "extension=\"max-age=3600\"", "max age=3600"})
    void findsNoDirectiveWhereThereIsNone(String line) {
        assertThat(Directives.of(List.of(line)).seconds("max-age")).isNull();
    }

    @Test
    void takesTheFirstOfTwoOnOneLineOrSeveral() {
        assertThat(Directives.of(List.of("max-age=1, max-age=1800")).seconds("max-age")).isEqualTo(1);
        assertThat(Directives.of(List.of("max-age=1800", "max-age=1")).seconds("max-age")).isEqualTo(1800);
    }

    @Test
    void takesAQualifiedDirectiveForTheWhole() {
        Directives directives = Directives.of(List.of("private=\"Set-Cookie, X-User\"", "no-cache=\"A\""));
        assertThat(directives.has("private")).isTrue();
        assertThat(directives.has("no-cache")).isTrue();
        assertThat(directives.has("X-User\"")).isFalse();
    }

    @Test
    void hasNoneWithoutLines() {
        assertThat(Directives.of(List.of())).isSameAs(Directives.NONE);
    }
}
