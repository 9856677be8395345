package dev.groundswell.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerMediaTest {

    @Test
    void whoSaysNothingWantsEvents() {
        assertThat(AnswerMedia.wantsEvents(List.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "Text/Event-Stream", "*/*", "text/*", "text/html, */*;q=0.8",
            "application/json , text/event-stream;q=0.1"})
    void anyRangeThatHoldsEventsIsEnough(String accept) {
        assertThat(AnswerMedia.wantsEvents(List.of(accept))).isTrue();
        assertThat(AnswerMedia.wantsEvents(List.of("application/json", accept))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "application/json", "text/plain", "application/*", "text/event-streams"})
    void noOtherRangeIs(String accept) {
        assertThat(AnswerMedia.wantsEvents(List.of(accept))).isFalse();
    }
}
