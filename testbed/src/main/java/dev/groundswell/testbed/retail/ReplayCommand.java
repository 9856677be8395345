package dev.groundswell.testbed.retail;

import java.io.PrintStream;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.console.Progress;

/// `replay FILE.csv[.gz] [--rate R] [--limit N] [--connections N]`: orders every invoice of an imported file once more, waits until all are settled, and reconciles.
public final class ReplayCommand {

    private static final int MOST_ORDERS = 100_000_000;
    private static final int MOST_CONNECTIONS = 1_000;
    private static final int USUAL_CONNECTIONS = 32;
    private static final int MOST_LISTED = 20;

    private final PrintStream out;

    public ReplayCommand(PrintStream out) {
        this.out = out;
    }

    /// Returns 0 when everything reconciles, 1 when anything does not. Fails with `UsageException` and [RetailException].
    public int run(List<String> words) throws InterruptedException {
        Options options = Options.parse(words, Set.of("--rate", "--limit", "--connections", "--dir"), Set.of());
        ReplayPlan plan = new ReplayPlan(options.number("--limit", Integer.MAX_VALUE, 1, MOST_ORDERS), rate(options),
                options.number("--connections", USUAL_CONNECTIONS, 1, MOST_CONNECTIONS));
        Progress progress = new Progress(out);
        Retail retail = Retail.read(ImportCommand.file(options, "replay"));
        ReplayReport report = new Replay(RunningSuite.of(ImportCommand.home(options)), progress).run(retail, plan);
        report.discrepancies().stream().limit(MOST_LISTED).forEach(progress::say);
        if (report.discrepancies().size() > MOST_LISTED) {
            progress.say("and " + (report.discrepancies().size() - MOST_LISTED) + " more");
        }
        progress.say(report.details());
        progress.say(report.line());
        return report.reconciled() ? 0 : 1;
    }

    private static OptionalDouble rate(Options options) {
        if (options.value("--rate").isEmpty()) {
            return OptionalDouble.empty();
        }
        String text = options.value("--rate").get();
        try {
            double rate = Double.parseDouble(text);
            if (rate > 0 && rate <= 1_000_000) {
                return OptionalDouble.of(rate);
            }
        } catch (NumberFormatException e) {
            // told below, as for a number out of bounds
        }
        throw new UsageException("--rate must be orders a second, above 0 and up to 1000000, was " + text);
    }
}
