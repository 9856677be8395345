package dev.groundswell.testbed.load;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import io.gatling.app.Gatling$;

/// Gatling in this process, without what it tells on the console: it knows neither the intended starts nor parts of milliseconds.
final class GatlingRun {
    private GatlingRun() {}

    /// Returns when the load was made and the report is written.
    static void of(LoadRun run) {
        Path folder = run.plan().folder();
        PrintStream console = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false));
        try {
            // Its main(), which is the documented entry, would end this JVM before there is a summary.
            run.during(() -> {
                int _ = Gatling$.MODULE$.fromArgs(new String[]{"--simulation", ShopSimulation.class.getName(), "--results-folder",
                        folder.toString(), "--run-description", run.plan().words()});
            });
        } catch (UnsupportedOperationException noRequests) {
            // Nothing was answered in all the time, and Gatling refuses to draw nothing; the summary says so.
        } finally {
            System.setOut(console);
        }
    }

    /// The report's first page, unless there was nothing to draw.
    static Optional<Path> report(Path folder) {
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.map(run -> run.resolve("index.html")).filter(Files::exists).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
