package dev.groundswell.testbed.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Project;
import dev.groundswell.testbed.book.Commit;

/// `conformance --suite DIR [--id TEST] [--json FILE] [--no-keep]`: runs the public suite of tests for HTTP caches, a checkout in DIR, against the packaged
/// gateway, tells what did not pass and why, and ends with the line of figures. With `--id` it runs one test and shows each request and answer.
public final class ConformanceCommand {
    /// With which the suite's client begins the verdict of a test that found what it wants, or only asked.
    private static final Set<String> FINE = Set.of("✅", "Y", "N");

    private final Project project;
    private final SuiteRun run;
    private final PrintStream out;

    public ConformanceCommand(PrintStream out) {
        this(Project.find(), out);
    }

    private ConformanceCommand(Project project, PrintStream out) {
        this(project, new ProxiedRun(project, Node.ofThisMachine(), new Progress(out)), out);
    }

    ConformanceCommand(Project project, SuiteRun run, PrintStream out) {
        this.project = project;
        this.run = run;
        this.out = out;
    }

    /// Returns 0 when every test was run and no fewer passed than have to, or when the one test passed; else 1. Fails with `UsageException`,
    /// [ConformanceException] and `LaunchException`.
    public int run(List<String> words) throws IOException, InterruptedException {
        ConformanceOptions options = ConformanceOptions.parse(words);
        Checkout suite = Checkout.in(options.suite());
        List<Judged> tests = run.tests(suite);
        suite.warning().ifPresent(warning -> out.println("warning: " + warning));
        if (options.id().isPresent()) {
            return one(suite, options.id().get(), tests);
        }
        return all(suite, options);
    }

    private int one(Checkout suite, String id, List<Judged> tests) throws IOException, InterruptedException {
        if (tests.stream().noneMatch(test -> test.id().equals(id))) {
            throw new UsageException("--id: the suite has no test " + id + " that applies to a proxy");
        }
        String told = run.one(suite, id).stripTrailing();
        out.println(told);
        out.flush();
        String verdict = told.substring(told.lastIndexOf('\n') + 1);
        return FINE.contains(verdict.split(" ", 2)[0]) ? 0 : 1;
    }

    private int all(Checkout suite, ConformanceOptions options) throws IOException, InterruptedException {
        Score score = new Score(run.all(suite));
        String commit = Commit.of(project.root());
        if (options.json().isPresent()) {
            ScoreJson.write(score, suite.commit(), commit, options.json().get());
        }
        if (options.keep() && score.isComplete()) {
            new ConformanceBook(project.root().resolve("docs/reference/conformance.md"))
                    .append(LocalDate.now(), suite.commit(), score, commit);
        }
        score.report().forEach(out::println);
        out.flush();
        return score.isComplete() && score.holds() ? 0 : 1;
    }
}
