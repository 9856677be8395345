package dev.groundswell.local.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TtlTest {
    @Test
    void readsSecondsMinutesHoursAndDays() {
        assertThat(Ttl.parse("5s")).contains(Duration.ofSeconds(5));
        assertThat(Ttl.parse("10m")).contains(Duration.ofMinutes(10));
        assertThat(Ttl.parse("1h")).contains(Duration.ofHours(1));
        assertThat(Ttl.parse("2d")).contains(Duration.ofDays(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "0s", "1.5h", "1w", " 1h", "99999999999d", "4000d"})
    void refusesWhatIsNoTime(String text) {
        assertThat(Ttl.parse(text)).isEmpty();
    }
}
