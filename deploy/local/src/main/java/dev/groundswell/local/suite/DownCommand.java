package dev.groundswell.local.suite;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.process.Leftovers;
import dev.groundswell.local.process.Waiting;

/// `down [--dir DIR]`: stops the suite and returns when every process of it is gone. Nothing running is no failure.
public final class DownCommand {
    /// Services, then parts, each with its own grace.
    private static final Duration BOUND = Duration.ofMinutes(2);

    private final PrintStream out;

    public DownCommand(PrintStream out) {
        this.out = out;
    }

    public int run(List<String> arguments) throws InterruptedException {
        Options options = Options.parse(arguments, Set.of("--dir"), Set.of()).withoutWords();
        Home home = options.folder("--dir").map(Home::new).orElseGet(() -> Project.find().defaultHome());
        if (!home.exists()) {
            out.println("nothing is running in " + home.dir());
            return 0;
        }
        Optional<SuiteState> running = SuiteState.running(home.state());
        if (running.isPresent()) {
            ProcessHandle supervisor = running.get().supervisor().orElse(null);
            if (supervisor != null && supervisor.destroy() && !Waiting.until(BOUND, () -> !supervisor.isAlive())) {
                // Its children hang on lifelines: they stop when it is gone.
                var _ = supervisor.destroyForcibly();
            }
        }
        if (!Waiting.until(BOUND, () -> home.tryLock().isPresent())) {
            out.println("error: another process still holds " + home.dir());
            return 1;
        }
        new Leftovers(home.processes()).clear();
        out.println(running.isPresent() ? "stopped" : "nothing is running in " + home.dir());
        return 0;
    }
}
