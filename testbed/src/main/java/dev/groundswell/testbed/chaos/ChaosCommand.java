package dev.groundswell.testbed.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Project;

/// `chaos [--seed N] [--duration D] [--rate R] [--fault PART:KIND,…] [--length D] [--instances order=2] [--data FILE]`: orders steadily on a suite of its own
/// while its parts are killed, frozen and cut off, and checks that every promise was kept.
public final class ChaosCommand {

    private final PrintStream out;

    public ChaosCommand(PrintStream out) {
        this.out = out;
    }

    /// Returns 0 when every promise was kept, 1 when anything contradicts. Fails with `UsageException` and [ChaosException].
    public int run(List<String> words) throws InterruptedException, IOException {
        ChaosPlan plan = ChaosOptions.parse(words);
        Path folder = Project.find().defaultHome().create().dir().resolve("chaos");
        Progress progress = new Progress(out);
        progress.say("seed " + plan.seed() + ", "
                + Duration.ofSeconds(plan.duration().toSeconds()).toString().substring(2).toLowerCase(java.util.Locale.ROOT)
                + ", " + plan.rate() + " orders a second, " + plan.instances());
        ChaosResult result = new ChaosRun(folder, progress).run(plan);
        Impact impact = new Impact(result);
        impact.table().forEach(progress::say);
        impact.shards().forEach(progress::say);
        if (!result.kept()) {
            progress.say(result.contradictionWords());
        }
        progress.say(result.line());
        return result.kept() ? 0 : 1;
    }
}
