package dev.groundswell.local.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program that does one thing and ends, unlike a [Child]. Short enough to be waited for; killed when it takes too long.
public final class Tool {
    private Tool() {}

    /// Runs to the end with the text as input. Fails with [LaunchException], quoting the log, on any exit code but 0.
    public static void run(String name, List<String> command, String input, Path log, Duration bound) {
        try {
            Log.makeRoom(log);
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("LC_ALL", "C");
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            Process process = builder.start();
            try (var sink = process.outputWriter()) {
                sink.write(input);
            }
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new LaunchException(name + " took more than " + bound.toSeconds() + " s" + Log.tail(log));
            }
            if (process.exitValue() != 0) {
                throw new LaunchException(name + " failed with exit code " + process.exitValue() + Log.tail(log));
            }
        } catch (IOException e) {
            throw new LaunchException(name + " could not be run: " + e.getMessage() + Log.tail(log), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException(name + ": interrupted");
        }
    }
}
