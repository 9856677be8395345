package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The load generator wrk, asking for one thing with many tokens in turn.
final class Wrk {
    private static final String SCRIPT = "tokens.lua";
    private static final int THREADS = 2;
    /// What takes longer counts as failed.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path program;
    private final Path script;
    private final Path tokens;
    private final int connections;

    /// Writes what wrk reads into the folder.
    Wrk(Path program, Path folder, List<String> tokens, int connections) throws IOException {
        Files.createDirectories(folder);
        this.program = program;
        this.script = Files.writeString(folder.resolve(SCRIPT), Packed.text(SCRIPT));
        this.tokens = Files.write(folder.resolve("tokens"), tokens);
        this.connections = connections;
    }

    /// @param good answers below 400
    /// @param failed other answers, those that took too long, and connections that broke
    record Result(long good, long failed, double seconds, double p50Millis, double p99Millis) {
        /// Reads what the script prints at its end; fails with [BenchException] when that is not there.
        static Result parse(String output) {
            long bad = number("status", output);
            long broken = number("connect", output) + number("read", output) + number("write", output) + number("timeout", output);
            return new Result(number("requests", output) - bad, bad + broken, number("micros", output) / 1e6,
                    number("p50", output) / 1e3, number("p99", output) / 1e3);
        }

        /// `59203/s, p50 1.27 ms, p99 2.40 ms`
        String words() {
            return String.format(Locale.ROOT, "%.0f/s, p50 %.2f ms, p99 %.2f ms", good / seconds, p50Millis, p99Millis);
        }

        private static long number(String name, String output) {
            Matcher found = Pattern.compile("(?m)^result:.* " + name + "=([0-9]+)").matcher(output);
            if (!found.find()) {
                throw new BenchException("wrk did not tell its result, but:\n" + output);
            }
            return Long.parseLong(found.group(1));
        }
    }

    /// Returns when the time is over. Fails with [BenchException] and what wrk says when the server cannot be reached.
    Result run(URI url, Duration time) throws IOException, InterruptedException {
        return Result.parse(Commands.output(new ProcessBuilder(program.toString(), "--threads", Integer.toString(THREADS), "--connections",
                Integer.toString(connections), "--duration", time.toSeconds() + "s", "--timeout", PATIENCE.toSeconds() + "s", "--script",
                script.toString(), url.toString(), "--", tokens.toString(), Integer.toString(THREADS))));
    }
}
