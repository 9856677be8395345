package dev.groundswell.testbed.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Node.js, which runs everything of the suite.
///
/// @param program its name on the `PATH`, or its path
record Node(String program) {
    /// The suite's client uses the `fetch` that Node.js brings along since.
    private static final int LEAST_VERSION = 18;
    private static final Pattern VERSION = Pattern.compile("v([0-9]{1,6})\\..*");

    static Node ofThisMachine() {
        return new Node("node");
    }

    /// Fails with [ConformanceException] when it is not installed or too old.
    void require() throws InterruptedException {
        String told = run(List.of("--version"));
        Matcher version = VERSION.matcher(told.strip());
        if (!version.matches() || Integer.parseInt(version.group(1)) < LEAST_VERSION) {
            throw new ConformanceException(program + " is " + told.strip() + ": the suite needs Node.js " + LEAST_VERSION + " or newer");
        }
    }

    /// The command that runs this text as a module; its words begin at `process.argv[1]`.
    List<String> command(String module, String... words) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(module(module, words));
        return command;
    }

    /// What the text prints when it runs as a module. Fails with [ConformanceException] and what it says instead.
    String output(String module, String... words) throws InterruptedException {
        return run(module(module, words));
    }

    private static List<String> module(String module, String... words) {
        List<String> all = new ArrayList<>(List.of("--no-warnings", "--input-type=module", "-e", module));
        all.addAll(List.of(words));
        return all;
    }

    private String run(List<String> words) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(words);
        try {
            // Errors come with the output: a run that fails is told with both, and one that works has none.
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            try {
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new ConformanceException("a script of the suite failed:\n" + output);
                }
                return output;
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw new ConformanceException(program + " is not on the PATH: the suite needs Node.js " + LEAST_VERSION
                    + " or newer (Debian: apt-get install nodejs npm)", e);
        }
    }
}
