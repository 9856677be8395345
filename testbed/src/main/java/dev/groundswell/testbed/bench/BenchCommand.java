package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.groundswell.local.home.Project;
import dev.groundswell.testbed.staleness.Staleness;

/// `bench [ENTRY] [--rounds N] [--seconds S] [--no-keep]`: compares parts of the suite with well-known programs, all entries or one. Each side works in
/// turn, round after round, so that a mood of the machine meets both; before the first round each works until it gets no faster, which does not count.
/// `bench growth` compares order-service with itself (see [Growth]), `bench staleness` watches writes being seen (see [Staleness]).
public final class BenchCommand {
    private final Project project;
    private final List<Entry> entries;
    private final PrintStream out;
    private final List<String> results = new ArrayList<>();
    private boolean failed;

    public BenchCommand(PrintStream out) {
        this(Project.find(), Entries.all(Programs.ofThisMachine()), out);
    }

    BenchCommand(Project project, List<Entry> entries, PrintStream out) {
        this.project = project;
        this.entries = List.copyOf(entries);
        this.out = out;
    }

    /// Returns 0 when every entry was compared or skipped, 1 when units of work failed. Fails with `UsageException` and [BenchException].
    public int run(List<String> words) throws Exception {
        if (words.contains(Growth.NAME)) {
            return new Growth(project, out).run(words.stream().filter(word -> !word.equals(Growth.NAME)).toList());
        }
        if (words.contains(Staleness.NAME)) {
            return new Staleness(project, out).run(words.stream().filter(word -> !word.equals(Staleness.NAME)).toList());
        }
        BenchOptions options = BenchOptions.parse(words, entries);
        for (Entry entry : options.entries()) {
            Optional<String> missing = entry.missingPeer();
            if (missing.isPresent()) {
                out.println(entry.name() + ": skipped, " + missing.get());
                results.add(entry.name() + " skipped");
            } else {
                compare(entry, options);
            }
        }
        out.println("bench: " + String.join(", ", results));
        out.flush();
        return failed ? 1 : 0;
    }

    private void compare(Entry entry, BenchOptions options) throws Exception {
        out.println(entry.name() + ": " + entry.question());
        out.println("  " + Machine.words() + ", " + Machine.java() + "; " + shape(entry, options));
        Path folder = project.defaultHome().create().dir().resolve("bench");
        try (Contest contest = entry.open(folder)) {
            List<Contest.Contestant> contestants = contest.contestants();
            List<List<Double>> rates = contestants.stream().<List<Double>>map(one -> new ArrayList<>()).toList();
            for (Contest.Contestant contestant : contestants) {
                warmUp(entry, contest, contestant);
            }
            for (int round = 1; round <= options.rounds(); round++) {
                for (int i = 0; i < contestants.size(); i++) {
                    contest.reset();
                    Contest.Figure figure = turn(entry, contestants.get(i), "round " + round + "/" + options.rounds(), options.time());
                    rates.get(i).add(figure.rate());
                }
            }
            conclude(entry, options, contestants, rates);
        }
    }

    private void warmUp(Entry entry, Contest contest, Contest.Contestant contestant) throws Exception {
        WarmUp.with(() -> {
            contest.reset();
            return turn(entry, contestant, "warm-up", WarmUp.TURN).rate();
        });
    }

    private Contest.Figure turn(Entry entry, Contest.Contestant contestant, String what, Duration time) throws Exception {
        Contest.Figure figure = contestant.work(time);
        out.printf(Locale.ROOT, "  %-10s %-36s %9.1f%s  %s%n", what, contestant.name(), figure.rate(), entry.unit().sign(),
                figure.detail());
        if (figure.failed() > 0) {
            failed = true;
            out.println("             " + figure.failed() + " failed");
        }
        out.flush();
        return figure;
    }

    private void conclude(Entry entry, BenchOptions options, List<Contest.Contestant> contestants, List<List<Double>> rates)
            throws IOException {
        Comparison comparison = new Comparison(rates.get(0), rates.get(1));
        List<String> figures = new ArrayList<>();
        for (int i = 0; i < contestants.size(); i++) {
            figures.add(String.format(Locale.ROOT, "%s %.0f%s (spread %.0f %%)", contestants.get(i).name(), Comparison.median(rates.get(i)),
                    entry.unit().sign(), 100 * Comparison.spread(rates.get(i))));
        }
        String all = String.join(", ", figures);
        out.println("  medians: " + all);
        out.println("  ratio: " + comparison.words() + " × " + contestants.get(1).name());
        if (options.keep() && !failed) {
            new BenchmarkBook(project.root().resolve("docs/reference/benchmarks.md"))
                    .append(new BenchmarkBook.Row(LocalDate.now(), entry.name(),
                            all, comparison.words(), shape(entry, options), Versions.words(project.root()), Machine.words()));
        }
        results.add(String.format(Locale.ROOT, "%s %s × %s", entry.name(), comparison.words(), contestants.get(1).name()));
    }

    private static String shape(Entry entry, BenchOptions options) {
        return options.rounds() + " rounds of " + options.time().toSeconds() + " s, " + entry.connections() + " connections";
    }
}
