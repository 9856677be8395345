package dev.groundswell.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void readsValuesFlagsAndWordsInAnyOrder() {
        Options options = parse("alice", "--ttl", "1h", "--admin", "--dir=/x=y");

        assertThat(options.words()).containsExactly("alice");
        assertThat(options.value("--ttl")).contains("1h");
        assertThat(options.value("--dir")).contains("/x=y");
        assertThat(options.has("--admin")).isTrue();
    }

    @Test
    void everythingBehindTheDoubleDashIsAWord() {
        assertThat(parse("--", "--admin").words()).containsExactly("--admin");
    }

    @Test
    void namesTheUnknownOption() {
        assertThatThrownBy(() -> parse("--amdin")).isInstanceOf(UsageException.class).hasMessageContaining("--amdin")
                .hasMessageContaining("--admin");
    }

    @Test
    void namesTheOptionWithoutValue() {
        assertThatThrownBy(() -> parse("--ttl")).isInstanceOf(UsageException.class).hasMessage("--ttl needs a value");
    }

    @Test
    void refusesANumberOutOfBounds() {
        assertThatThrownBy(() -> parse("--ttl", "70000").number("--ttl", 1, 1, 65_535)).isInstanceOf(UsageException.class)
                .hasMessage("--ttl must be a whole number from 1 to 65535, was 70000");
    }

    private static Options parse(String... words) {
        return Options.parse(List.of(words), Set.of("--ttl", "--dir"), Set.of("--admin"));
    }
}
