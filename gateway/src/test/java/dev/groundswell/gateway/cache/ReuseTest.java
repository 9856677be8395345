package dev.groundswell.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 9111, sections 4, 4.2.4 and 5.2; RFC 5861. The kept answer is fresh for 60 s.
class ReuseTest {

    private static final Lifetime A_MINUTE = new Lifetime(Duration.ofSeconds(60), Duration.ofSeconds(10));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "                 | max-age=60                            | 30 | SERVE",
            "                 | max-age=60                            | 60 | VALIDATE",
            "no-cache         | max-age=60                            | 30 | VALIDATE",
            "                 | max-age=60, no-cache                  | 30 | VALIDATE",
            "max-age=30       | max-age=60                            | 30 | SERVE",
            "max-age=29       | max-age=60                            | 30 | VALIDATE",
            "max-age=0        | max-age=60                            | 30 | VALIDATE",
            "min-fresh=30     | max-age=60                            | 30 | SERVE",
            "min-fresh=31     | max-age=60                            | 30 | VALIDATE",
            "max-stale=30     | max-age=60                            | 90 | SERVE",
            "max-stale=29     | max-age=60                            | 90 | VALIDATE",
            "max-stale        | max-age=60                            | 90 | SERVE",
            "max-stale=x      | max-age=60                            | 90 | VALIDATE",
            "max-stale        | max-age=60, must-revalidate           | 90 | VALIDATE",
            "max-stale        | max-age=60, proxy-revalidate          | 90 | VALIDATE",
            "max-stale        | s-maxage=60                           | 90 | VALIDATE",
            "max-stale, max-age=80 | max-age=60                       | 90 | VALIDATE",
            "                 | max-age=60, stale-while-revalidate=30 | 90 | SERVE_AND_REFRESH",
            "                 | max-age=60, stale-while-revalidate=29 | 90 | VALIDATE",
            "                 | stale-while-revalidate=30, must-revalidate | 90 | VALIDATE",
            "no-cache         | max-age=60, stale-while-revalidate=30 | 90 | VALIDATE"})
    void decidesByAgeAndDirectives(String asked, String said, long age, Reuse reuse) {
        assertThat(Reuse.of(directives(asked), directives(said), A_MINUTE, resident(age))).isEqualTo(reuse);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "                  | max-age=60, stale-if-error=30                  | 90 | true",
            "                  | max-age=60, stale-if-error=29                  | 90 | false",
            "                  | max-age=60, stale-if-error=30, must-revalidate | 90 | false",
            "                  | s-maxage=60, stale-if-error=30                 | 90 | false",
            "                  | no-cache, stale-if-error=30                    | 90 | false",
            "no-cache          | max-age=60, stale-if-error=30                  | 90 | false",
            "stale-if-error=30 | max-age=60                                     | 90 | true",
            "max-age=80        | max-age=60, stale-if-error=30                  | 90 | false",
            "                  | max-age=60                                     | 90 | false"})
    void standsInForAFailureWithinBounds(String asked, String said, long age, boolean stands) {
        assertThat(Reuse.standsInForError(directives(asked), directives(said), A_MINUTE, resident(age))).isEqualTo(stands);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "                  | max-age=60                     | 30  | true",
            "                  | max-age=60                     | 65  | true",
            "                  | max-age=60                     | 66  | false",
            "                  | max-age=60, stale-if-error=30  | 90  | true",
            "                  | max-age=60, stale-if-error=1   | 62  | false",
            "stale-if-error=30 | max-age=60                     | 90  | true",
            "stale-if-error=1  | max-age=60                     | 62  | false",
            "                  | max-age=60, must-revalidate    | 61  | false",
            "                  | max-age=60, proxy-revalidate   | 61  | false",
            "                  | s-maxage=60                    | 61  | false",
            "                  | max-age=60, no-cache           | 61  | false",
            "no-cache          | max-age=60                     | 61  | false",
            "max-age=60        | max-age=60                     | 61  | false",
            "max-stale=0       | max-age=60                     | 61  | true"})
    void standsInForSilenceForAWhileOfOurOwnWhereNobodySaysHowLong(String asked, String said, long age, boolean stands) {
        assertThat(Reuse.standsInForSilence(directives(asked), directives(said), A_MINUTE, resident(age), Duration.ofSeconds(5)))
                .isEqualTo(stands);
    }

    private static Duration resident(long age) {
        return Duration.ofSeconds(age).minus(A_MINUTE.initialAge());
    }

    private static Directives directives(String line) {
        return line == null ? Directives.NONE : Directives.of(List.of(line));
    }
}
