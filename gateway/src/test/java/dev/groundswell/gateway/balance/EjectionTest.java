package dev.groundswell.gateway.balance;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EjectionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0 | PT1S | PT5S | PT1S | failures must be at least 1, was 0",
            "3 | PT0S | PT5S | PT1S | first-probe must be at least 1 ms and at most longest-backoff (PT5S), was PT0S",
            "3 | PT6S | PT5S | PT1S | first-probe must be at least 1 ms and at most longest-backoff (PT5S), was PT6S",
            "3 | PT1S | PT5S | PT0S | probe-timeout must be at least 1 ms, was PT0S"})
    void namesTheSettingThatMakesNoSense(int failures, Duration first, Duration longest, Duration timeout, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ejection(failures, first, longest, timeout))
                .withMessage("groundswell.upstreams.ejection." + message);
    }
}
