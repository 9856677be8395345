package dev.groundswell.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/// A program that does one thing and ends. Short enough to be waited for; stopped when it takes too long. It hangs on a lifeline like every
/// [Child], so that none is left in a half-made folder when the launcher goes away.
public final class Tool {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private Tool() {}

    /// Runs to the end with the text as input. Fails with [LaunchException], quoting the log, on any exit code but 0.
    public static void run(String name, List<String> command, String input, Path log, Duration bound) {
        @Nullable
        Child tool = null;
        try {
            Path given = Files.createTempFile("groundswell-tool", ".in");
            try {
                Files.writeString(given, input);
                tool = Child
                        .start(new ChildSpec(name.replace(' ', '-'), ChildSpec.PART, reading(given, command), Map.of("LC_ALL", "C"), log,
                                "TERM", GRACE));
                int code = tool.ended().get(bound.toMillis(), TimeUnit.MILLISECONDS);
                if (code != 0) {
                    throw new LaunchException(name + " failed with exit code " + code + Log.tail(log));
                }
            } finally {
                Files.deleteIfExists(given);
            }
        } catch (TimeoutException e) {
            throw new LaunchException(name + " took more than " + bound.toSeconds() + " s" + Log.tail(log), e);
        } catch (IOException | ExecutionException e) {
            throw new LaunchException(name + " could not be run: " + e.getMessage() + Log.tail(log), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException(name + ": interrupted");
        } finally {
            if (tool != null) {
                tool.stop();
            }
        }
    }

    /// A lifeline gives its child no input.
    private static List<String> reading(Path input, List<String> command) {
        List<String> reading = new ArrayList<>(List.of("sh", "-c", "input=$1; shift; exec \"$@\" <\"$input\"", "tool", input.toString()));
        reading.addAll(command);
        return reading;
    }
}
