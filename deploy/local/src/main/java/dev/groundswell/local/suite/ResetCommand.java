package dev.groundswell.local.suite;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.home.Folders;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.process.LaunchException;
import dev.groundswell.local.process.Leftovers;

/// `reset [--dir DIR]`: deletes data, keys and logs of a suite that does not run; refuses while one does, and any
/// folder that is not wholly a suite's.
public final class ResetCommand {
    private final PrintStream out;

    public ResetCommand(PrintStream out) {
        this.out = out;
    }

    public int run(List<String> arguments) throws IOException {
        Options options = Options.parse(arguments, Set.of("--dir"), Set.of()).withoutWords();
        Project project = Project.find();
        Home home = options.folder("--dir").map(Home::new).orElseGet(project::defaultHome);
        if (!home.exists()) {
            out.println("nothing to delete in " + home.dir());
            return 0;
        }
        // Before the lock, which would leave a file in a folder that is none of ours.
        requireOurs(home, project);
        if (home.tryLock().isEmpty()) {
            throw new LaunchException("a suite runs in " + home.dir() + ": ./dev down first");
        }
        new Leftovers(home.processes()).clear();
        Folders.delete(home.dir());
        out.println("deleted " + home.dir());
        return 0;
    }

    private static void requireOurs(Home home, Project project) throws IOException {
        Path dir = home.dir().toRealPath();
        if (holds(dir, project.root()) || holds(dir, Path.of(System.getProperty("user.home")))) {
            throw new UsageException(home.dir() + " is not deleted: the project or your home is in it");
        }
        if (!home.isOurs()) {
            throw new UsageException(home.dir() + " is not deleted: no suite has made it, or it held other files before");
        }
    }

    private static boolean holds(Path dir, Path other) throws IOException {
        return Files.exists(other) && other.toRealPath().startsWith(dir);
    }
}
