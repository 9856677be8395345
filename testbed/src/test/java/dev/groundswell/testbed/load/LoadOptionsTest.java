package dev.groundswell.testbed.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.groundswell.local.command.UsageException;

class LoadOptionsTest {
    @Test
    void withoutWordsAHundredUsersShopForAMinute() {
        LoadOptions options = LoadOptions.parse(List.of());

        assertThat(options.mix()).isEqualTo(Mix.SHOP);
        assertThat(options.users()).isEqualTo(100);
        assertThat(options.duration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.rate()).isEmpty();
        assertThat(options.url()).isEmpty();
    }

    @Test
    void eachWordIsUnderstood() {
        LoadOptions options = LoadOptions.parse(List.of("--users", "5", "--duration=2m", "--mix", "orders", "--rate", "0.5", "--url",
                "http://localhost:8080/", "--json", "/tmp/summary.json", "--seed", "9"));

        assertThat(options.mix()).isEqualTo(Mix.ORDERS);
        assertThat(options.users()).isEqualTo(5);
        assertThat(options.duration()).isEqualTo(Duration.ofMinutes(2));
        assertThat(options.rate()).isEqualTo(OptionalDouble.of(0.5));
        assertThat(options.url()).contains(URI.create("http://localhost:8080"));
        assertThat(options.json()).hasValueSatisfying(file -> assertThat(file).hasFileName("summary.json"));
        assertThat(options.seed()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--users=0", "--users=ten", "--duration=60", "--duration=0s", "--duration=25h", "--mix=buy", "--rate=0",
            "--rate=-1",
            "--rate=NaN", "--rate=fast", "--url=localhost:8080", "--url=ftp://localhost", "--url=http://[", "--connections=3", "shop"})
    void aWrongWordIsNamed(String word) {
        String named = word.substring(0, word.contains("=") ? word.indexOf('=') : word.length());

        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> LoadOptions.parse(List.of(word))).withMessageContaining(named);
    }
}
