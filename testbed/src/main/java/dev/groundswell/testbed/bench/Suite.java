package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.groundswell.local.testing.TestSuite;

/// A durable suite of the contest's own, of which some services can be held still so that they take no part in the machine.
final class Suite implements AutoCloseable {
    private final TestSuite suite;
    private List<String> held = List.of();

    private Suite(TestSuite suite) {
        this.suite = suite;
    }

    static Suite start(Path folder, String... options) {
        return new Suite(TestSuite.startDurable(folder, options));
    }

    TestSuite running() {
        return suite;
    }

    /// Stops the processes where they are (SIGSTOP) until the suite ends.
    void hold(List<String> names) {
        held = List.copyOf(names);
        signal("STOP");
    }

    @Override
    public void close() {
        // A stopped process does not hear that it is to end.
        signal("CONT");
        suite.close();
    }

    private void signal(String signal) {
        for (String name : held) {
            try {
                int _ = new ProcessBuilder("kill", "-" + signal, Long.toString(suite.process(name).pid())).inheritIO().start().waitFor();
            } catch (IOException e) {
                throw new BenchException("cannot send " + signal + " to " + name, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
