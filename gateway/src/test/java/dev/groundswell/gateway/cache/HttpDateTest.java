package dev.groundswell.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 9110, section 5.6.7; RFC 9111, section 4.2.
class HttpDateTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"Thu, 18 Aug 2050 02:01:18 GMT", "Thursday, 18-Aug-50 02:01:18 GMT", "Thu Aug 18 02:01:18 2050",
            "THU, 18 AUG 2050 02:01:18 gmt"})
    void readsEachFormatInAnyCase(String text) {
        assertThat(HttpDate.parse(text, NOW)).isEqualTo("2050-08-18T02:01:18Z");
    }

    @Test
    void readsADayThatIsPaddedWithABlank() {
        assertThat(HttpDate.parse("Sun Nov  6 08:49:37 1994", NOW)).isEqualTo("1994-11-06T08:49:37Z");
    }

    @Test
    void readsATwoDigitYearAsAtMostFiftyYearsAway() {
        assertThat(HttpDate.parse("Tuesday, 24-Nov-76 11:59:59 GMT", NOW)).isEqualTo("2076-11-24T11:59:59Z");
        assertThat(HttpDate.parse("Wednesday, 24-Nov-76 12:00:01 GMT", NOW)).isEqualTo("1976-11-24T12:00:01Z");
        assertThat(HttpDate.parse("Sunday, 06-Nov-94 08:49:37 GMT", NOW)).isEqualTo("1994-11-06T08:49:37Z");
    }

    @Test
    void readsDatesBeyond32Bits() {
        assertThat(HttpDate.parse("Sun, 21 Nov 2286 04:46:39 GMT", NOW)).isEqualTo("2286-11-21T04:46:39Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "", "-1", "Thu, 18 Aug 2050 02:01:18 UTC", "Thu, 18 Aug 2050 02:01:18 AEST", "Thu, 18 Aug 50 02:01:18 GMT",
            "Thu 18 Aug 2050 02:01:18 GMT", "Thu, 18  Aug  2050 02:01:18 GMT", "Thu, 18-Aug-2050 02:01:18 GMT",
            "Thu, 18 Aug 2050 02.01.18 GMT",
            "Thu, 18 Aug 2050 2:01:18 GMT", "Thu, 31 Feb 2050 02:01:18 GMT", "Thu, 18 Aug 2050 24:01:18 GMT",
            "Xyz, 18 Aug 2050 02:01:18 GMT",
            "Thu, 18 Aug 2050 02:01:18", "Thu, 18 Aug 2050 02:01:18 GMT, x", "Thu,", ", ", " ",
            "Fri, 01 Jan +300000000 00:00:00 GMT", "Fri, 01 Jan 20380 00:00:00 GMT", "Fri Jan 01 00:00:00 +300000000"})
    void readsNothingElse(String text) {
        assertThat(HttpDate.parse(text, NOW)).isNull();
    }
}
