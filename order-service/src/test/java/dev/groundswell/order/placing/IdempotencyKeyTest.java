package dev.groundswell.order.placing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.groundswell.platform.problem.Refusal;

class IdempotencyKeyTest {

    @Test
    void isTheSameQuotedAndBare() {
        assertThat(IdempotencyKey.of("\"abc-1\"")).isEqualTo("abc-1").isEqualTo(IdempotencyKey.of(" abc-1 "));
        assertThat(IdempotencyKey.of("\"a\\\"b\"")).isEqualTo("a\"b");
    }

    @Test
    void mayHave255Characters() {
        assertThat(IdempotencyKey.of("k".repeat(255))).hasSize(255);
        assertThat(IdempotencyKey.of('"' + "k".repeat(255) + '"')).hasSize(255);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\"\"", "k\u00fc", "a\tb",
            "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
                    + "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"})
    void isRefusedWhenMissingEmptyLongOrUnprintable(@Nullable String header) {
        assertThatThrownBy(() -> IdempotencyKey.of(header)).isInstanceOf(Refusal.class).hasMessageContaining("Idempotency-Key");
    }
}
