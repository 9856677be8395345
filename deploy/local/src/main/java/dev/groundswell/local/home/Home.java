package dev.groundswell.local.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import dev.groundswell.local.process.LaunchException;

/// One suite's data folder, `.local/` by default. Whoever holds its lock may run in it; the operating system gives the lock back when the
/// holder dies, however it dies.
public record Home(Path dir) {
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

    /// Creates the folder, which none but its owner may enter: it holds keys and passwords.
    public Home create() {
        Private.createFolder(dir);
        return this;
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
