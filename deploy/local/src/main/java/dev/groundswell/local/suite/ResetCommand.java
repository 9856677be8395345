package dev.groundswell.local.suite;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.home.Folders;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.process.LaunchException;
import dev.groundswell.local.process.Leftovers;

/// `reset [--dir DIR]`: deletes data, keys and logs of a suite that does not run; refuses while one does.
public final class ResetCommand {
    private final PrintStream out;

    public ResetCommand(PrintStream out) {
        this.out = out;
    }

    public int run(List<String> arguments) throws IOException {
        Options options = Options.parse(arguments, Set.of("--dir"), Set.of()).withoutWords();
        Home home = options.folder("--dir").map(Home::new).orElseGet(() -> Project.find().defaultHome());
        if (!home.exists()) {
            out.println("nothing to delete in " + home.dir());
            return 0;
        }
        if (home.tryLock().isEmpty()) {
            throw new LaunchException("a suite runs in " + home.dir() + ": ./dev down first");
        }
        new Leftovers(home.processes()).clear();
        Folders.delete(home.dir());
        out.println("deleted " + home.dir());
        return 0;
    }
}
