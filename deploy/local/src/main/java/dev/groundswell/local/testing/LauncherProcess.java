package dev.groundswell.local.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import dev.groundswell.local.console.ReadyLine;

/// A launcher's JVM held by its standard input: it stops all it started when the pipe closes, so also when this JVM is killed.
final class LauncherProcess implements AutoCloseable {
    private static final int STOP_BOUND_SECONDS = 90;
    private static final int LINES_KEPT = 60;

    private final Process process;
    private final Map<String, String> ready;
    private final Told told;

    private LauncherProcess(Process process, Map<String, String> ready, Told told) {
        this.process = process;
        this.ready = ready;
        this.told = told;
    }

    /// The last lines the launcher printed. Thread-safe.
    private static final class Told {
        private final Deque<String> lines = new ArrayDeque<>();

        synchronized void add(String line) {
            lines.addLast(line);
            if (lines.size() > LINES_KEPT) {
                lines.removeFirst();
            }
        }

        @Override
        public synchronized String toString() {
            return String.join("\n", lines);
        }
    }

    /// Returns when the launcher says that all is ready. Fails with [IllegalStateException] and what the launcher told.
    static LauncherProcess start(Path root, List<String> words) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command(root, words));
            // One stream: the line of JSON is the only one that looks like it.
            builder.redirectErrorStream(true);
            Process process = builder.start();
            Told told = new Told();
            BufferedReader lines = process.inputReader();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Map<String, String> ready = ReadyLine.parse(line);
                if (!ready.isEmpty()) {
                    Map<String, String> current = new ConcurrentHashMap<>(ready);
                    Thread.ofPlatform().daemon().name("launcher-output").start(() -> listen(lines, told, current));
                    return new LauncherProcess(process, current, told);
                }
                told.add(line);
            }
            throw new IllegalStateException("the launcher ended before all was ready:\n" + told);
        } catch (IOException e) {
            throw new IllegalStateException("the launcher could not be started", e);
        }
    }

    /// Runs a subcommand to its end and returns what it printed. Fails with [IllegalStateException] when that is not its exit code 0.
    static String run(Path root, List<String> words) {
        try {
            Process process = new ProcessBuilder(command(root, words)).redirectErrorStream(true).start();
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", words) + " ended with " + process.exitValue() + ":\n" + told);
            }
            return told;
        } catch (IOException e) {
            throw new IllegalStateException("the launcher could not be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + String.join(" ", words), e);
        }
    }

    /// The project's root: the system property `groundswell.root`, else the nearest folder upwards that holds `mvnw`.
    static Path root() {
        String named = System.getProperty("groundswell.root");
        if (named != null) {
            return Path.of(named);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no folder with mvnw from here upwards: set -Dgroundswell.root");
    }

    String ready(String name) {
        String value = ready.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the launcher told nothing named " + name + ", only " + ready.keySet());
        }
        return value;
    }

    Map<String, String> ready() {
        return ready;
    }

    /// What the launcher said last: why it ended, if it has.
    String told() {
        return told.toString();
    }

    /// Of a launcher that has ended.
    int exitCode() {
        return process.exitValue();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException brokenPipe) {
            // it has ended already
        }
        try {
            if (!process.waitFor(STOP_BOUND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command(Path root, List<String> words) throws IOException {
        Path target = root.resolve("deploy/local/target");
        Path classPath = target.resolve("parts.classpath");
        if (!Files.exists(classPath)) {
            throw new IllegalStateException(
                    classPath + " is missing: build deploy/local first (./mvnw -q -Dquick package -pl deploy/local)");
        }
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dgroundswell.root=" + root));
        command.addAll(
                List.of("-cp", target.resolve("classes") + System.getProperty("path.separator") + Files.readString(classPath).strip()));
        command.add("dev.groundswell.local.Main");
        command.addAll(words);
        return command;
    }

    /// A further line of JSON tells what has changed. Also keeps the pipe from filling up, which would hold the launcher.
    private static void listen(BufferedReader lines, Told told, Map<String, String> current) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told.add(line);
                current.putAll(ReadyLine.parse(line));
            }
        } catch (IOException closed) {
            // the launcher has ended
        }
    }
}
