package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Which of our code was measured.
final class Versions {
    private Versions() {}

    /// `9d0c9c1, JDK 25.0.3`; the commit is marked when files differ from it, and `unknown` outside a checkout.
    static String words(Path root) {
        return commit(root) + ", " + Machine.java();
    }

    private static String commit(Path root) {
        try {
            Process git = new ProcessBuilder("git", "-C", root.toString(), "describe", "--always", "--dirty=+", "--exclude=*")
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String told = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 && !told.isEmpty() ? told : "unknown";
        } catch (IOException noGit) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
