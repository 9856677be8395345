package dev.groundswell.local.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A folder that goes with its test.
record TempFolder(Path path) {
    static TempFolder create(String prefix) {
        try {
            return new TempFolder(Files.createTempDirectory(prefix));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
    }

    /// One on the disk that the parent is on: the usual place of temporary folders may be memory.
    static TempFolder create(Path parent, String prefix) {
        try {
            return new TempFolder(Files.createTempDirectory(Files.createDirectories(parent), prefix));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder in " + parent, e);
        }
    }

    /// What cannot be deleted stays for the operating system to clean up: no reason to fail a test.
    void delete() {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (IOException | UncheckedIOException left) {
            // see above
        }
    }
}
