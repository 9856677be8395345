package dev.groundswell.local.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// Prints one plain line per event with the seconds since the start in front. Thread-safe; never uses escape codes, so a log file reads
/// like the terminal.
public final class Progress {
    private final PrintStream out;
    private final long startedAt = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    /// `  1.24 s  kafka       ready on localhost:19092`
    public void step(String who, String what) {
        say(String.format(Locale.ROOT, "%6.2f s  %-12s %s", elapsed().toMillis() / 1000.0, who, what));
    }

    /// A line as it stands.
    public void say(String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    /// Text that brings its own line breaks.
    public void print(String text) {
        synchronized (out) {
            out.print(text);
            out.flush();
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }
}
