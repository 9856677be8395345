package dev.groundswell.local.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.groundswell.local.process.LaunchException;
import dev.groundswell.local.process.Waiting;

/// One suite's data folder, `.local/` by default. Whoever holds its lock may run in it; the operating system gives the lock back when the
/// holder dies, however it dies.
public record Home(Path dir) {
    private static final String MARKER = "groundswell.home";
    /// What suites of this and of older versions put beside the marker.
    private static final Set<String> OURS = Set.of(MARKER, "postgres", "kafka", "redis", "keys", "logs", "apps", "cds", "launcher",
            "suite.json", "processes", "demo-loaded", "lock");

    public Home {
        dir = dir.toAbsolutePath().normalize();
    }

    public Path postgres() {
        return dir.resolve("postgres");
    }

    public Path kafka() {
        return dir.resolve("kafka");
    }

    public Path redis() {
        return dir.resolve("redis");
    }

    public Path keys() {
        return dir.resolve("keys");
    }

    public Path logs() {
        return dir.resolve("logs");
    }

    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    public Path application(String module) {
        return dir.resolve("apps").resolve(module);
    }

    /// What an instance runs: read by its JVM at each of its starts, so that a new package can take its place while the suite runs.
    public Path launch(String instance) {
        return dir.resolve("apps").resolve(instance + ".args");
    }

    public Path cds() {
        return dir.resolve("cds");
    }

    public Path state() {
        return dir.resolve("suite.json");
    }

    public Path processes() {
        return dir.resolve("processes");
    }

    public Path demoStamp() {
        return dir.resolve("demo-loaded");
    }

    /// Creates the folder, which none but its owner may enter: it holds keys and passwords. Marks it as a suite's, unless it holds
    /// somebody's files already: such a folder is used as it is, but [#isOurs()] denies it.
    public Home create() {
        Private.createFolder(dir);
        Path marker = dir.resolve(MARKER);
        if (!Files.exists(marker) && OURS.containsAll(names())) {
            Private.write(marker, "A suite's data, made by ./dev up and deleted by ./dev reset.\n");
        }
        return this;
    }

    /// Whether all in the folder is a suite's and may be deleted with it: it is marked, or a run of before there were markers left exactly
    /// what those left.
    public boolean isOurs() {
        if (Files.exists(dir.resolve(MARKER))) {
            return true;
        }
        Set<String> names = names();
        return names.containsAll(Set.of("lock", "keys")) && OURS.containsAll(names);
    }

    private Set<String> names() {
        return Waiting.orFail("cannot look into " + dir, () -> {
            try (Stream<Path> all = Files.list(dir)) {
                return all.map(one -> String.valueOf(one.getFileName())).collect(Collectors.toSet());
            }
        });
    }

    /// The lock, held as long as the caller refers to it and this process lives, or empty when another process holds it.
    public Optional<FileLock> tryLock() {
        Path file = dir.resolve("lock");
        try {
            // Stays open on purpose: closing the channel gives the lock back.
            @SuppressWarnings("resource")
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException heldHere) {
            return Optional.empty();
        } catch (IOException e) {
            throw new LaunchException("cannot lock " + file + ": " + e.getMessage(), e);
        }
    }

    public boolean exists() {
        return Files.isDirectory(dir);
    }
}
