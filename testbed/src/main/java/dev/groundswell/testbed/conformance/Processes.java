package dev.groundswell.testbed.conformance;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.groundswell.local.home.Home;
import dev.groundswell.local.process.Child;
import dev.groundswell.local.process.ChildSpec;
import dev.groundswell.local.process.Children;
import dev.groundswell.local.process.Leftovers;

/// The processes of one run in `.local/conformance`, which no two runs share. They end when it is closed and with this process, however it ends.
final class Processes implements AutoCloseable {
    /// A gateway finishes what it is answering.
    private static final Duration STOP_GRACE = Duration.ofSeconds(15);

    private final Home home;
    private final FileLock lock;
    private final Children children;
    private final Thread onExit;

    private Processes(Home home, FileLock lock) {
        this.home = home;
        this.lock = lock;
        Leftovers leftovers = new Leftovers(home.processes());
        leftovers.clear();
        this.children = new Children(leftovers);
        this.onExit = Thread.ofPlatform().unstarted(children::stop);
    }

    /// Fails with [ConformanceException] while another run is under way.
    static Processes in(Home home) {
        FileLock lock = home.create().tryLock()
                .orElseThrow(() -> new ConformanceException("another ./dev conformance is under way in " + home.dir()));
        Processes processes = new Processes(home, lock);
        Runtime.getRuntime().addShutdownHook(processes.onExit);
        return processes;
    }

    Home home() {
        return home;
    }

    /// Starts a program with an empty working folder of its own: Quarkus reads settings from the one it starts in, and the suite's origin serves it.
    Child start(String name, List<String> command, Map<String, String> environment) throws IOException {
        Files.deleteIfExists(log(name));
        Path folder = Files.createDirectories(home.dir().resolve("work").resolve(name));
        List<String> inFolder = new ArrayList<>(List.of("sh", "-c", "cd \"$1\" && shift && exec \"$@\"", name, folder.toString()));
        inFolder.addAll(command);
        return children.start(new ChildSpec(name, ChildSpec.PART, inFolder, environment, log(name), "TERM", STOP_GRACE));
    }

    /// Of its last run.
    Path log(String name) {
        return home.dir().resolve(name + ".log");
    }

    /// Whether all end because somebody wants it, which is no failure of anything.
    boolean isStopping() {
        return children.isStopping();
    }

    @Override
    public void close() {
        children.stop();
        try {
            boolean _ = Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException exiting) {
            // it is this one's turn, or was
        }
        try {
            lock.release();
        } catch (IOException closed) {
            // the end of this process releases it in any case
        }
    }
}
