package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Programs that are run to their end for what they print.
final class Commands {
    private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9]+)*");

    private Commands() {}

    /// What it prints, errors included. Fails with [BenchException] and that when it does not exit with 0; takes it along when interrupted.
    static String output(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).start();
        process.getOutputStream().close();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new BenchException(Path.of(command.command().getFirst()).getFileName() + " failed:\n" + output);
            }
            return output;
        } finally {
            process.destroy();
        }
    }

    /// The first number of those with dots that the program prints when given the option.
    static String version(Path program, String option) throws IOException, InterruptedException {
        return version(output(new ProcessBuilder(List.of(program.toString(), option))));
    }

    static String version(String told) {
        Matcher number = VERSION.matcher(told);
        return number.find() ? number.group() : "of unknown version";
    }
}
