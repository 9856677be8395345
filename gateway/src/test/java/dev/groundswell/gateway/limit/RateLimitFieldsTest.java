package dev.groundswell.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;

import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.OuterList;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.vertx.core.MultiMap;

class RateLimitFieldsTest {

    private static final long SECOND = 1_000_000;
    private static final Policy ORDERS = Policy.of("orders", 100, Duration.ofSeconds(60));

    @Test
    void saysWhatTheDraftSays() {
        MultiMap headers = fields(FieldStyle.IETF, new Decision(true, 42, 0, 30 * SECOND));

        assertThat(headers.get("RateLimit-Policy")).isEqualTo("\"orders\";q=100;w=60");
        assertThat(headers.get("RateLimit")).isEqualTo("\"orders\";r=42;t=26");
        assertThat(headers.names()).hasSize(2);
    }

    @Test
    void bothAreListsOfStructuredFields() {
        MultiMap headers = fields(FieldStyle.IETF, new Decision(true, 42, 0, 30 * SECOND));

        for (String name : List.of("RateLimit", "RateLimit-Policy")) {
            OuterList list = new Parser(headers.getAll(name)).parseList();
            assertThat(list.get()).hasSize(1);
            assertThat(((Item<?>) list.get().getFirst()).get()).isEqualTo("orders");
        }
    }

    /// Who spreads what is left over the time told asks no faster than the policy; who has nothing left waits as long as Retry-After says.
    @ParameterizedTest
    @CsvSource({"99, 0, 60", "50, 0, 30", "1, 0, 1", "0, 600000, 1", "0, 1000001, 2", "0, 59999999, 60"})
    void theWindowLastsForWhatIsLeft(long remaining, long untilOne, long seconds) {
        MultiMap headers = fields(FieldStyle.IETF, new Decision(remaining > 0, remaining, untilOne, 60 * SECOND));

        assertThat(headers.get("RateLimit")).isEqualTo("\"orders\";r=" + remaining + ";t=" + seconds);
    }

    @Test
    void theOlderFieldsTellWhenTheQuotaIsWholeAgain() {
        MultiMap headers = fields(FieldStyle.X, new Decision(true, 42, 0, 34_800_000));

        assertThat(headers.get("X-RateLimit-Limit")).isEqualTo("100");
        assertThat(headers.get("X-RateLimit-Remaining")).isEqualTo("42");
        assertThat(headers.get("X-RateLimit-Reset")).isEqualTo("35");
        assertThat(headers.names()).hasSize(3);
    }

    @Test
    void bothMayBeToldAndNone() {
        assertThat(fields(FieldStyle.BOTH, new Decision(true, 1, 0, 1)).names()).hasSize(5);
        assertThat(fields(FieldStyle.NONE, new Decision(true, 1, 0, 1)).names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1000000, 1", "1000001, 2"})
    void retryAfterIsWholeSecondsRoundedUp(long untilOne, long seconds) {
        assertThat(RateLimitFields.retryAfter(new Decision(false, 0, untilOne, untilOne))).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({"0, PT60S, quota", "-1, PT60S, quota", "1, PT0S, window", "1, PT0.5S, window", "1, PT-1S, window",
            "1000000000000, PT24H, quota",
            "1, PT99999999999H, quota"})
    void aPolicyThatCannotBeFailsTheStart(long quota, Duration window, String setting) {
        assertThatThrownBy(() -> Policy.of("orders", quota, window)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("groundswell.limits.orders." + setting);
    }

    private static MultiMap fields(FieldStyle style, Decision decision) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        new RateLimitFields(style, ORDERS).addTo(headers, decision);
        return headers;
    }
}
