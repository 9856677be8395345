package dev.groundswell.testbed.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.home.Project;

class ConformanceCommandTest {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @TempDir
    Path folder;
    private Path suite;
    private Path book;
    private String empty;

    @BeforeEach
    void prepare() throws IOException {
        suite = FakeCheckout.in(folder.resolve("suite"));
        // The project's own, which the command writes into.
        Path own = Path.of(System.getProperty("groundswell.root")).resolve("docs/reference/conformance.md");
        book = Files.createDirectories(folder.resolve("docs/reference")).resolve("conformance.md");
        Files.copy(own, book);
        empty = Files.readString(book);
    }

    @Test
    void aScoreThatHoldsEndsWithZeroAndIsKept() throws Exception {
        int code = run(new ScriptedRun(Verdicts.suite(158, 96)), "--suite", suite.toString());

        assertThat(code).isZero();
        assertThat(told().getLast()).isEqualTo("required 158/160, optimal 96/105");
        assertThat(told().getFirst()).startsWith("warning: ").contains("unknown", "b55b8bd");
        assertThat(book).content().startsWith(empty);
        assertThat(Files.readString(book).substring(empty.length()))
                .matches("\\| [0-9]{4}-[0-9]{2}-[0-9]{2} \\| unknown \\| 158/160 \\| 96/105 \\| unknown \\|\n");
    }

    @Test
    void tooFewEndWithOne() throws Exception {
        int code = run(new ScriptedRun(Verdicts.suite(155, 96)), "--suite", suite.toString(), "--no-keep");

        assertThat(code).isEqualTo(1);
        assertThat(told().getLast()).isEqualTo("required 155/160, optimal 96/105");
        assertThat(book).content().isEqualTo(empty);
    }

    @Test
    void anIncompleteRunEndsWithOneAndIsNotKept() throws Exception {
        List<Judged> tests = new ArrayList<>(Verdicts.suite(160, 104));
        tests.add(Verdicts.test("left-out", Kind.OPTIMAL, "untested", ""));

        int code = run(new ScriptedRun(tests), "--suite", suite.toString());

        assertThat(code).isEqualTo(1);
        assertThat(book).content().isEqualTo(empty);
    }

    @Test
    void theScoreIsWrittenForPrograms() throws Exception {
        Path json = folder.resolve("score.json");

        int _ = run(new ScriptedRun(Verdicts.suite(158, 96)), "--suite", suite.toString(), "--json", json.toString(), "--no-keep");

        JsonNode score = new ObjectMapper().readTree(json.toFile());
        assertThat(score.at("/required/passed").asInt()).isEqualTo(158);
        assertThat(score.at("/optimal/total").asInt()).isEqualTo(105);
        assertThat(score.at("/check/yes").asInt()).isEqualTo(61);
        assertThat(score.at("/tests")).hasSize(365);
        assertThat(score.at("/tests/0/verdict").asText()).isEqualTo("pass");
    }

    @Test
    void oneTestTellsItselfAndEndsWithItsVerdict() throws Exception {
        ScriptedRun run = new ScriptedRun(Verdicts.suite(160, 105));
        String id = run.tests.getFirst().id();

        run.story = "GET /test/1\nHTTP 200 OK\n✅ - \n";
        assertThat(run(run, "--suite", suite.toString(), "--id", id)).isZero();
        assertThat(told().getLast()).startsWith("✅");

        run.story = "GET /test/1\nHTTP 404 Not Found\n⛔️ - Response 1 status is 404, not 200\n";
        assertThat(run(run, "--suite", suite.toString(), "--id", id)).isEqualTo(1);
        assertThat(book).content().isEqualTo(empty);
    }

    @Test
    void anUnknownTestIsNamedBeforeAnythingRuns() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> run(new ScriptedRun(Verdicts.suite(1, 1)), "--suite", suite.toString(), "--id", "nowhere"))
                .withMessageContaining("nowhere");
    }

    private int run(SuiteRun run, String... words) throws Exception {
        return new ConformanceCommand(new Project(folder), run, new PrintStream(told, true, StandardCharsets.UTF_8)).run(List.of(words));
    }

    private List<String> told() {
        return told.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /// A run whose outcome is written beforehand.
    private static final class ScriptedRun implements SuiteRun {
        private final List<Judged> tests;
        private String story = "";

        ScriptedRun(List<Judged> tests) {
            this.tests = tests;
        }

        @Override
        public List<Judged> tests(Checkout suite) {
            return tests;
        }

        @Override
        public List<Judged> all(Checkout suite) {
            return tests;
        }

        @Override
        public String one(Checkout suite, String id) {
            return story;
        }
    }
}
