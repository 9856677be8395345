package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.groundswell.local.testing.TestParts.Database;

/// PostgreSQL's own load generator, running a script of one transaction.
final class Pgbench {
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+) ms");
    private static final Pattern FAILED = Pattern.compile("number of failed transactions: ([0-9]+)");

    private final Path program;
    private final Path script;
    private final Database database;
    private final int connections;

    Pgbench(Path program, Path script, Database database, int connections) {
        this.program = program;
        this.script = script;
        this.database = database;
        this.connections = connections;
    }

    /// @param meanMillis of a transaction
    record Result(double perSecond, double meanMillis, long failed) {
        /// Reads what pgbench prints at its end; fails with [BenchException] when that is something else.
        static Result parse(String output) {
            return new Result(number(RATE, output), number(LATENCY, output), (long) number(FAILED, output));
        }

        private static double number(Pattern what, String output) {
            Matcher found = what.matcher(output);
            if (!found.find()) {
                throw new BenchException("pgbench did not tell its result, but:\n" + output);
            }
            return Double.parseDouble(found.group(1));
        }
    }

    /// Returns when the time is over. The statements are prepared once a connection.
    Result run(Duration time) throws IOException, InterruptedException {
        String[] address = database.address().split(":", 2);
        // The launcher's server listens on IPv4 only, and localhost may be tried as IPv6 first.
        return Result.parse(output(List.of("--no-vacuum", "--protocol=prepared", "--client=" + connections, "--jobs=2",
                "--time=" + time.toSeconds(), "--file=" + script, "--host=127.0.0.1", "--port=" + address[1],
                "--username=" + database.user(),
                database.name())));
    }

    /// `pgbench 15.18`
    String version() throws IOException, InterruptedException {
        return version(output(List.of("--version")));
    }

    static String version(String told) {
        return "pgbench " + Commands.version(told);
    }

    private String output(List<String> words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add(program.toString());
        builder.command().addAll(words);
        builder.environment().put("PGPASSWORD", database.password());
        return Commands.output(builder);
    }
}
