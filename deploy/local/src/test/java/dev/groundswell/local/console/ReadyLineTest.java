package dev.groundswell.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

class ReadyLineTest {
    @Test
    void isReadAsItWasWritten() {
        Map<String, String> members = Map.of("kafka", "localhost:1", "dir", "/tmp/a \"b\" \\c, {d}: e");

        assertThat(ReadyLine.parse(ReadyLine.of(members))).isEqualTo(members);
    }

    @Test
    void anyOtherLineIsNone() {
        assertThat(ReadyLine.parse("  0.51 s  redis  ready on localhost:1")).isEmpty();
        assertThat(ReadyLine.parse("")).isEmpty();
    }
}
