package dev.groundswell.local.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How a program is started in a session of its own, out of reach of the terminal's Ctrl-C and of its end.
public final class Session {
    private static final List<String> PREFIX = find();

    private Session() {}

    /// Words to put before the command. Linux has `setsid`, macOS has perl. With neither it is empty, and Ctrl-C reaches the children too:
    /// JVMs started in a shell's background ignore it, PostgreSQL and Redis stop a moment early.
    public static List<String> prefix() {
        return PREFIX;
    }

    private static List<String> find() {
        if (onPath("setsid")) {
            return List.of("setsid");
        }
        return onPath("perl") ? List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec {$ARGV[0]} @ARGV or exit 127;") : List.of();
    }

    private static boolean onPath(String program) {
        String path = System.getenv("PATH");
        if (path != null) {
            for (String folder : path.split(File.pathSeparator, -1)) {
                if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                    return true;
                }
            }
        }
        return false;
    }
}
