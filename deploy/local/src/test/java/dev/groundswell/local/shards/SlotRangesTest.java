package dev.groundswell.local.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.groundswell.local.command.UsageException;

class SlotRangesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7              | 7
            0-3            | 0-3
            5,3,4          | 3-5
            0-959          | 0-959
            9, 1-2 ,959,2  | 1-2,9,959
            """)
    void readsRangesAndTellsThemInOrder(String words, String told) {
        assertThat(SlotRanges.text(SlotRanges.parse(words))).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "960", "0-960", "5-3", "-1", "1-", "a", "1,,2", "1-2-3", "0000"})
    void refusesWhatNoShardCanOwn(String words) {
        assertThatThrownBy(() -> SlotRanges.parse(words)).isInstanceOf(UsageException.class)
                .hasMessage("slots must read like 0-99,480 and lie in 0-959, was " + words);
    }

    @Test
    void tellsNoneInAWord() {
        assertThat(SlotRanges.text(List.of())).isEqualTo("none");
    }
}
