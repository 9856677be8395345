package dev.groundswell.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.groundswell.platform.problem.Refusal;

class EntityTagTest {

    @Test
    void aTagIsStrongAndNamesItsVersions() {
        assertThat(EntityTag.of(7)).isEqualTo("\"7\"");
        assertThat(EntityTag.of(7, 12, 3)).isEqualTo("\"7-12-3\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {"- | false", "\"7\" | true", "W/\"7\" | true", "\"6\", \"7\" | true",
            "\"6\",W/\"7\" | true", "* | true", "\"8\" | false", "7 | false", "\"7 | false", "\"77\" | false", "\"\" | false"})
    void aReadHasNotChangedWhenItsTagIsListed(@Nullable String ifNoneMatch, boolean matches) {
        assertThat(EntityTag.matchesWeakly(ifNoneMatch, "\"7\"")).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            // If-Match, If-None-Match, what is there.
            "-              | -       | -", "-              | -       | \"7\"", "\"7\"          | -       | \"7\"",
            "*              | -       | \"7\"", "\"6\", \"7\"   | -       | \"7\"", "-              | *       | -",
            "-              | \"7\"   | -", "-              | \"6\"   | \"7\"", "\"7\"          | \"6\"   | \"7\""})
    void aWriteWhosePreconditionsHoldMayGoOn(@Nullable String ifMatch, @Nullable String ifNoneMatch, @Nullable String current) {
        assertThatNoException().isThrownBy(() -> EntityTag.requireWritable(ifMatch, ifNoneMatch, current));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {"\"6\"          | -       | \"7\"", "\"7\"          | -       | -",
            "*              | -       | -",
            // If-Match compares strongly: a weak tag never matches (RFC 9110, section 13.1.1).
            "W/\"7\"        | -       | \"7\"", "7              | -       | \"7\"", "-              | *       | \"7\"",
            "-              | \"7\"   | \"7\"", "-              | W/\"7\" | \"7\"", "\"7\"          | *       | \"7\""})
    void aWriteWhosePreconditionsDoNotHoldIsRefused(@Nullable String ifMatch, @Nullable String ifNoneMatch, @Nullable String current) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> EntityTag.requireWritable(ifMatch, ifNoneMatch, current));

        assertThat(refusal.problem().status()).isEqualTo(412);
    }
}
