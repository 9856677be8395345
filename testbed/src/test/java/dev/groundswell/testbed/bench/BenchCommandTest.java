package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.home.Project;

class BenchCommandTest {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void absentPeersAreSkippedWithTheReason() throws Exception {
        int code = new BenchCommand(new Project(folder),
                Entries.all(nothingInstalled()).stream().filter(entry -> entry.missingPeer().isPresent()).toList(),
                new PrintStream(told, true, StandardCharsets.UTF_8))
                .run(List.of());

        assertThat(code).isZero();
        assertThat(told.toString(StandardCharsets.UTF_8).lines()).containsExactly(
                "accept: skipped, pgbench is not installed (Debian: apt-get install postgresql-contrib)",
                "edge-pass: skipped, nginx is not installed (Debian: apt-get install nginx-light)",
                "edge-hit: skipped, nginx, varnishd, wrk are not installed (Debian: apt-get install nginx-light varnish wrk)",
                "limits: skipped, wrk is not installed (Debian: apt-get install wrk)",
                "limits-hit: skipped, wrk is not installed (Debian: apt-get install wrk)",
                "bench: accept skipped, edge-pass skipped, edge-hit skipped, limits skipped, limits-hit skipped");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theSidesTakeTurnsAndTheResultIsKept() throws Exception {
        Path book = book();
        ScriptedEntry entry = new ScriptedEntry(0, Unit.PER_SECOND);

        int code = run(entry, "--rounds", "3", "--seconds", "1");

        assertThat(code).isZero();
        // Ours gets faster once in its warm-up and the peer does not, then they take turns; before each the ground is levelled.
        assertThat(entry.log)
                .startsWith("reset", "ours", "reset", "ours", "reset", "ours", "reset", "ours", "reset", "peer", "reset", "peer",
                        "reset", "peer")
                .endsWith("reset", "ours", "reset", "peer", "reset", "ours", "reset", "peer", "reset", "ours", "reset", "peer", "close")
                .hasSize(2 * (4 + 3 + 3 * 2) + 1);
        assertThat(told().getLast()).isEqualTo("bench: scripted 0.50 (0.50–0.50) × peer 1");
        assertThat(book).content().contains(
                "| `scripted` | ours 100/s (spread 0 %), peer 1 200/s (spread 0 %) | 0.50 (0.50–0.50) | 3 rounds of 1 s, 7 connections |");
    }

    @Test
    void figuresAreToldAndKeptInTheEntrysUnit() throws Exception {
        Path book = book();

        int code = run(new ScriptedEntry(0, Unit.PER_CPU_SECOND), "--rounds", "1", "--seconds", "1");

        assertThat(code).isZero();
        assertThat(told()).anyMatch(line -> line.contains("ours") && line.contains(" 100.0/CPU-s "));
        assertThat(book).content().contains("| ours 100/CPU-s (spread 0 %), peer 1 200/CPU-s (spread 0 %) |");
    }

    @Test
    void workThatFailedIsToldAndNotKept() throws Exception {
        Path book = book();
        String before = Files.readString(book);

        int code = run(new ScriptedEntry(4, Unit.PER_SECOND), "--rounds", "1", "--seconds", "1");

        assertThat(code).isEqualTo(1);
        assertThat(told()).anyMatch(line -> line.strip().equals("4 failed"));
        assertThat(book).content().isEqualTo(before);
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

    private int run(Entry entry, String... words) throws Exception {
        return new BenchCommand(new Project(folder), List.of(entry), new PrintStream(told, true, StandardCharsets.UTF_8))
                .run(List.of(words));
    }

    private List<String> told() {
        return told.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private Path book() throws IOException {
        Path reference = Files.createDirectories(folder.resolve("docs/reference"));
        return Files.writeString(reference.resolve("benchmarks.md"), "| a | b | c | d | e | f | g |\n|---|---|---|---|---|---|---|\n");
    }

    /// Ours does 50 at first and 100 from then on, the peer 200.
    private static final class ScriptedEntry implements Entry, Contest {
        private final List<String> log = new ArrayList<>();
        private final long failed;
        private final Unit unit;
        private boolean warm;

        ScriptedEntry(long failed, Unit unit) {
            this.failed = failed;
            this.unit = unit;
        }

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public String question() {
            return "which of two is which";
        }

        @Override
        public Unit unit() {
            return unit;
        }

        @Override
        public int connections() {
            return 7;
        }

        @Override
        public Optional<String> missingPeer() {
            return Optional.empty();
        }

        @Override
        public Contest open(Path folder) {
            return this;
        }

        @Override
        public List<Contestant> contestants() {
            return List.of(side("ours", "ours"), side("peer", "peer 1"));
        }

        @Override
        public void reset() {
            log.add("reset");
        }

        @Override
        public void close() {
            log.add("close");
        }

        private Contestant side(String word, String name) {
            return new Contestant() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public Figure work(Duration time) {
                    log.add(word);
                    double rate = word.equals("peer") ? 200 : warm ? 100 : 50;
                    warm = true;
                    return new Figure(rate, failed, "");
                }
            };
        }
    }

    private Programs nothingInstalled() {
        return new Programs("", folder.resolve("none"), List.of());
    }
}
