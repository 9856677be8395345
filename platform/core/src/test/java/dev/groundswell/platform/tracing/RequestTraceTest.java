package dev.groundswell.platform.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTraceTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "A.b_c-9"})
    void aShortPlainIdIsTakenOver(String id) {
        assertThat(RequestTrace.idOrNew(id)).isEqualTo(id);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "a b", "a\nINFO forged", "a\r", "a\0", "a[1m", "ä", "a/b", "a;b", "\"a\"", "<a>"})
    void anIdThatCouldForgeALogLineIsReplaced(@Nullable String id) {
        assertThat(RequestTrace.acceptable(id)).isFalse();
        assertThat(RequestTrace.acceptable(RequestTrace.idOrNew(id))).isTrue();
    }

    @Test
    void anIdMayHaveSixtyFourCharacters() {
        assertThat(RequestTrace.acceptable("a".repeat(64))).isTrue();
        assertThat(RequestTrace.acceptable("a".repeat(65))).isFalse();
    }
}
