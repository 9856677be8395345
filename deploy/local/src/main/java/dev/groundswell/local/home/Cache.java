package dev.groundswell.local.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.groundswell.local.process.Waiting;

/// What all suites of this user share: unpacked programs, class archives and, for tests, initialised data folders. Everything in it can be
/// deleted at any time and is made again. Safe for any number of processes.
public record Cache(Path dir) {
    private static final Map<Path, Object> FILLING = new ConcurrentHashMap<>();

    /// `$GROUNDSWELL_CACHE`, else `$XDG_CACHE_HOME/groundswell`, else `~/.cache/groundswell`.
    public static Cache ofThisUser() {
        String own = System.getenv("GROUNDSWELL_CACHE");
        if (own != null && !own.isBlank()) {
            return new Cache(Path.of(own).toAbsolutePath());
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg != null && !xdg.isBlank() ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        return new Cache(base.resolve("groundswell").toAbsolutePath());
    }

    /// Fills an empty folder.
    @FunctionalInterface
    public interface Filler {
        void fill(Path folder) throws Exception;
    }

    /// The folder of this name, filled once: others wait for the one who fills, and a filler that fails or dies leaves nothing behind.
    public Path folder(String name, Filler filler) {
        Path folder = dir.resolve(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        return Waiting.orFail("cannot fill " + folder, () -> fillOnce(folder, filler));
    }

    private Path fillOnce(Path folder, Filler filler) throws Exception {
        Private.createFolder(dir);
        Path lockFile = dir.resolve(folder.getFileName() + ".lock");
        // A file lock is the process's: threads of one process need a lock of their own.
        synchronized (FILLING.computeIfAbsent(folder, any -> new Object())) {
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                if (!Files.isDirectory(folder)) {
                    fillDraft(folder, filler);
                }
                return folder;
            }
        }
    }

    private void fillDraft(Path folder, Filler filler) throws Exception {
        Path draft = dir.resolve("." + folder.getFileName() + ".draft");
        Folders.delete(draft);
        Private.createFolder(draft);
        try {
            filler.fill(draft);
            var _ = Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (Exception e) {
            deleteQuietly(draft);
            throw e;
        }
    }

    private static void deleteQuietly(Path draft) {
        try {
            Folders.delete(draft);
        } catch (IOException leftForTheNextTry) {
            // the next filler deletes it first
        }
    }
}
