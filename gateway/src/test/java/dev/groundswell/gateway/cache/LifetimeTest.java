package dev.groundswell.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.MultiMap;

/// RFC 9111, sections 4.2, 5.1 and 5.3.
class LifetimeTest {

    private static final String DATE = "Tue, 24 Nov 2026 12:00:00 GMT";
    private static final Instant RECEIVED = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration UNSPOKEN = Duration.ofSeconds(7);

    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Date", DATE);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "max-age=60               | 60",
            "s-maxage=10, max-age=60  | 10",
            "max-age=60, s-maxage=0   | 0",
            "max-age=x                | 0"})
    void prefersWhatIsSaidToSharedCaches(String cacheControl, long seconds) {
        headers.add("Cache-Control", cacheControl).add("Expires", "Tue, 24 Nov 2026 13:00:00 GMT");
        assertThat(ofOk().fresh()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void countsExpiresFromDateWhateverTheClockSays() {
        headers.set("Date", "Tue, 24 Nov 2026 10:00:00 GMT").add("Expires", "Tue, 24 Nov 2026 10:30:00 GMT");
        assertThat(ofOk().fresh()).isEqualTo(Duration.ofMinutes(30));
        assertThat(ofOk().isFresh(Duration.ZERO)).as("but it is two hours old").isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "never", "Tue, 24 Nov 2026 11:00:00 GMT"})
    void isStaleWithAnExpiresThatIsInvalidOrPast(String expires) {
        headers.add("Expires", expires).add("Last-Modified", "Mon, 24 Nov 2025 12:00:00 GMT");
        assertThat(ofOk().fresh()).isZero();
    }

    @Test
    void isStaleWithTwoExpires() {
        headers.add("Expires", "Tue, 24 Nov 2026 13:00:00 GMT").add("Expires", "Tue, 24 Nov 2026 14:00:00 GMT");
        assertThat(ofOk().fresh()).isZero();
    }

    @Test
    void guessesATenthOfTheTimeSinceTheLastChange() {
        headers.add("Last-Modified", "Tue, 24 Nov 2026 02:00:00 GMT");
        assertThat(ofOk().fresh()).isEqualTo(Duration.ofHours(1));
        assertThat(of(201).fresh()).as("no guess for a status that does not invite one").isZero();
        headers.add("Cache-Control", "public");
        assertThat(of(201).fresh()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void usesTheRoutesLifetimeWhenNothingIsSaid() {
        assertThat(ofOk().fresh()).isEqualTo(UNSPOKEN);
    }

    @Test
    void addsTheWayToTheAgeThatWasTold() {
        headers.add("Age", "30");
        Lifetime lifetime = Lifetime.of(200, headers, Directives.NONE, RECEIVED.minusSeconds(2), RECEIVED, UNSPOKEN);
        assertThat(lifetime.age(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(37));
    }

    @Test
    void isAsOldAsItsDateSaysWhenThatIsMore() {
        headers.set("Date", "Tue, 24 Nov 2026 11:59:00 GMT").add("Age", "30");
        assertThat(ofOk().initialAge()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void takesADateInTheFutureForNow() {
        headers.set("Date", "Tue, 24 Nov 2026 12:10:00 GMT");
        assertThat(ofOk().initialAge()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "7200        | 7200",
            "7200, 0     | 7200",
            "0, 7200     | 0",
            "2147483648  | 2147483647",
            "abc         | 0",
            "-7200       | 0",
            "7200.0      | 0"})
    void readsTheFirstAgeAndIgnoresWhatIsNone(String age, long seconds) {
        headers.add("Age", age);
        assertThat(ofOk().initialAge()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void isStaleAsSoonAsItIsAsOldAsItsLifetime() {
        headers.add("Cache-Control", "max-age=60");
        assertThat(ofOk().isFresh(Duration.ofMillis(59_999))).isTrue();
        assertThat(ofOk().isFresh(Duration.ofSeconds(60))).isFalse();
    }

    private Lifetime ofOk() {
        return of(200);
    }

    private Lifetime of(int status) {
        return Lifetime.of(status, headers, Directives.of(headers.getAll("Cache-Control")), RECEIVED, RECEIVED, UNSPOKEN);
    }
}
