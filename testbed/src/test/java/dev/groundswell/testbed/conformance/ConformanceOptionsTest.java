package dev.groundswell.testbed.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.groundswell.local.command.UsageException;

class ConformanceOptionsTest {
    @Test
    void theScoreOfTheWholeSuiteIsKept() {
        ConformanceOptions options = ConformanceOptions.parse(List.of("--suite", "/somewhere/cache-tests", "--json=/tmp/score.json"));

        assertThat(options.suite()).isEqualTo(Path.of("/somewhere/cache-tests"));
        assertThat(options.json()).contains(Path.of("/tmp/score.json"));
        assertThat(options.id()).isEmpty();
        assertThat(options.keep()).isTrue();
    }

    @Test
    void oneTestIsNoScoreToKeep() {
        ConformanceOptions options = ConformanceOptions.parse(List.of("--suite=/s", "--id", "stale-when-late"));

        assertThat(options.id()).contains("stale-when-late");
        assertThat(options.keep()).isFalse();
    }

    @Test
    void keepingCanBeDeclined() {
        assertThat(ConformanceOptions.parse(List.of("--suite=/s", "--no-keep")).keep()).isFalse();
    }

    @Test
    void theSuiteMustBeNamed() {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> ConformanceOptions.parse(List.of()))
                .withMessageContaining("--suite DIR").withMessageContaining("https://github.com/http-tests/cache-tests");
    }

    @Test
    void aWrongWordIsNamed() {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> ConformanceOptions.parse(List.of("--suite=/s", "--rounds=2")))
                .withMessageContaining("--rounds");
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> ConformanceOptions.parse(List.of("--suite=/s", "more")))
                .withMessageContaining("more");
    }

    @Test
    void oneTestHasNoScoreForPrograms() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> ConformanceOptions.parse(List.of("--suite=/s", "--id=a", "--json=score.json")))
                .withMessageContaining("--json").withMessageContaining("--id");
    }
}
