package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.groundswell.testbed.book.BookException;

class BenchmarkBookTest {
    private static final String TABLE = "# Benchmarks\n\n| a | b | c | d | e | f | g |\n|---|---|---|---|---|---|---|\n";
    private static final BenchmarkBook.Row ROW = new BenchmarkBook.Row(LocalDate.of(2026, 11, 24), "accept", "ours 10/s, theirs 20/s",
            "0.50 (0.40–0.60)", "5 rounds of 10 s", "abc1234, a|b", "Two cores");
    private static final String LINE = "| 2026-11-24 | `accept` | ours 10/s, theirs 20/s | 0.50 (0.40–0.60) | 5 rounds of 10 s | abc1234, a\\|b | Two cores |\n";

    @TempDir
    Path folder;

    @Test
    void aRowFollowsTheOthers() throws IOException {
        Path file = Files.writeString(folder.resolve("benchmarks.md"), TABLE);
        BenchmarkBook book = new BenchmarkBook(file);

        book.append(ROW);
        book.append(ROW);

        assertThat(file).content().isEqualTo(TABLE + LINE + LINE);
    }

    @Test
    void aMissingLastLineBreakIsMade() throws IOException {
        Path file = Files.writeString(folder.resolve("benchmarks.md"), TABLE.stripTrailing());

        new BenchmarkBook(file).append(ROW);

        assertThat(file).content().isEqualTo(TABLE + LINE);
    }

    @Test
    void aFileThatDoesNotEndInTheTableStaysAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("benchmarks.md"), TABLE + "\nSome words.\n");

        assertThatExceptionOfType(BookException.class).isThrownBy(() -> new BenchmarkBook(file).append(ROW)).withMessageContaining("0.50");
        assertThat(file).content().endsWith("Some words.\n");
    }

    /// The one that ./dev bench writes into.
    @Test
    void theProjectsOwnBookCanBeContinued() throws IOException {
        Path own = Path.of(System.getProperty("groundswell.root")).resolve("docs/reference/benchmarks.md");
        Path copy = Files.copy(own, folder.resolve("copy.md"));

        new BenchmarkBook(copy).append(ROW);

        assertThat(copy).content().endsWith(LINE);
    }
}
