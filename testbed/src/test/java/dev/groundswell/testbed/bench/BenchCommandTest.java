package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.home.Project;

class BenchCommandTest {
    @TempDir
    Path folder;

    @Test
    void absentPeersAreSkippedWithTheReason() throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        int code = new BenchCommand(new Project(folder), nothingInstalled(), new PrintStream(told, true, StandardCharsets.UTF_8))
                .run(List.of());

        assertThat(code).isZero();
        assertThat(told.toString(StandardCharsets.UTF_8).lines()).containsExactly(
                "accept: skipped, pgbench is not installed (Debian: apt-get install postgresql-contrib)",
                "edge-pass: skipped, nginx is not installed (Debian: apt-get install nginx-light)",
                "bench: accept skipped, edge-pass skipped");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void oneEntryCanBeChosen() {
        BenchOptions options = BenchOptions.parse(List.of("accept", "--rounds", "3", "--seconds=7", "--no-keep"),
                Entries.all(nothingInstalled()));

        assertThat(options.entries()).extracting(Entry::name).containsExactly("accept");
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.time()).isEqualTo(Duration.ofSeconds(7));
        assertThat(options.keep()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rounds=0", "--seconds=none", "--peer=nginx", "settle"})
    void aWrongWordIsNamed(String word) {
        String named = word.substring(0, word.contains("=") ? word.indexOf('=') : word.length());

        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> BenchOptions.parse(List.of(word), Entries.all(nothingInstalled())))
                .withMessageContaining(named);
    }

    private Programs nothingInstalled() {
        return new Programs("", folder.resolve("none"), List.of());
    }
}
