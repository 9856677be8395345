package dev.groundswell.local.suite;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Private;
import dev.groundswell.local.process.JavaProgram;
import dev.groundswell.local.process.LaunchException;
import dev.groundswell.local.process.Session;

/// Starts the supervisor in a session of its own and relays what it says until the suite is ready or the start has failed. Interrupted
/// before that, it takes the started suite down again.
final class Detached {
    private static final int LOOK_EVERY_MILLIS = 100;
    private static final int STOP_BOUND_SECONDS = 90;

    private final Home home;
    private final Progress progress;

    Detached(Home home, Progress progress) {
        this.home = home;
        this.progress = progress;
    }

    int run(List<String> words) throws IOException, InterruptedException {
        Path log = home.log("suite");
        Private.createFolder(home.logs());
        requireFree();
        Files.deleteIfExists(log);
        Process suite = new ProcessBuilder(command(words))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Thread takeDown = Thread.ofPlatform().unstarted(() -> stop(suite));
        Runtime.getRuntime().addShutdownHook(takeDown);
        try (RandomAccessFile lines = new RandomAccessFile(log.toFile(), "r")) {
            while (true) {
                boolean ended = !suite.isAlive();
                boolean ready = isReady(suite);
                relay(lines);
                if (ready) {
                    var _ = Runtime.getRuntime().removeShutdownHook(takeDown);
                    return 0;
                }
                if (ended) {
                    return 1;
                }
                var _ = suite.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /// The log of another run, which may still be starting and have no state yet, is not ours to delete. The lock is given back at once: the
    /// supervisor takes it for itself.
    private void requireFree() throws IOException {
        FileLock lock = home.tryLock().orElseThrow(() -> new LaunchException("another run holds " + home.dir()));
        lock.channel().close();
    }

    private boolean isReady(Process suite) {
        return SuiteState.running(home.state()).filter(state -> state.pid() == suite.pid() && state.phase().equals(SuiteState.READY))
                .isPresent();
    }

    private void relay(RandomAccessFile lines) throws IOException {
        byte[] more = new byte[(int) (lines.length() - lines.getFilePointer())];
        lines.readFully(more);
        if (more.length > 0) {
            progress.print(new String(more, StandardCharsets.UTF_8));
        }
    }

    private static List<String> command(List<String> words) {
        List<String> command = new ArrayList<>(Session.prefix());
        command.addAll(new JavaProgram("dev.groundswell.local.Main", System.getProperty("java.class.path"),
                List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")).command("up"));
        words.stream().filter(word -> !word.equals("--detach")).forEach(command::add);
        return command;
    }

    private static void stop(Process suite) {
        suite.destroy();
        try {
            if (!suite.waitFor(STOP_BOUND_SECONDS, TimeUnit.SECONDS)) {
                suite.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
