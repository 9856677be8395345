package dev.groundswell.testbed.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.groundswell.local.command.UsageException;

class FuzzOptionsTest {

    @Test
    void withoutWordsTenThousandCasesByWhoeverIsThere() {
        FuzzOptions options = FuzzOptions.parse(List.of());

        assertThat(options.cases()).isEqualTo(10_000);
        assertThat(options.generator()).isEmpty();
        assertThat(options.url()).isEmpty();
    }

    @Test
    void wordsDecide() {
        FuzzOptions options = FuzzOptions
                .parse(List.of("--cases", "5", "--seed=7", "--generator", "own", "--url", "http://localhost:1/"));

        assertThat(options.cases()).isEqualTo(5);
        assertThat(options.seed()).isEqualTo(7);
        assertThat(options.generator()).contains(FuzzOptions.Generator.OWN);
        assertThat(options.url()).contains(URI.create("http://localhost:1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--cases=0", "--seed=-1", "--generator=quickcheck", "--url=https://localhost", "--url=x", "--what=1", "word"})
    void otherWordsAreRefused(String word) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> FuzzOptions.parse(List.of(word)));
    }
}
