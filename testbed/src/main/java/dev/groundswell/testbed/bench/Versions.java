package dev.groundswell.testbed.bench;

import java.nio.file.Path;

import dev.groundswell.testbed.book.Commit;

/// Which of our code was measured, and by which Java.
final class Versions {
    private Versions() {}

    /// `9d0c9c1, JDK 25.0.3`
    static String words(Path root) {
        return Commit.of(root) + ", " + Machine.java();
    }
}
