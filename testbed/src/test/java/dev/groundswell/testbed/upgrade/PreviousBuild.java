package dev.groundswell.testbed.upgrade;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The services of an earlier commit, built in a clone of this one.
///
/// @param commit its abbreviated hash
/// @param root of the clone
record PreviousBuild(String commit, Path root) {

    /// `-Dupgrade.from=<revision>` names another commit to come from.
    private static final String FROM = System.getProperty("upgrade.from", "HEAD~1");

    /// Builds the services into a clone below `folder`, unless it is there from an earlier run; empty where there is no earlier commit, as in an archive of the sources.
    static Optional<PreviousBuild> in(Path project, Path folder) throws IOException, InterruptedException {
        Optional<String> commit = output(project, "git", "rev-parse", "--verify", "--short", FROM + "^{commit}");
        if (commit.isEmpty()) {
            return Optional.empty();
        }
        Path root = folder.resolve(commit.get());
        if (!Files.exists(root.resolve("built"))) {
            run(folder, "git", "clone", "--quiet", "--shared", "--no-checkout", project.toString(), root.toString());
            run(root, "git", "checkout", "--quiet", "--detach", commit.get());
            run(root, "./mvnw", "-B", "-q", "-T1", "-Dquick", "package", "-am", "-pl",
                    "gateway,order-service,catalog-service,pricing-service");
            Files.createFile(root.resolve("built"));
        }
        return Optional.of(new PreviousBuild(commit.get(), root));
    }

    private static Optional<String> output(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(Arrays.asList(command));
        Process process = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", words) + " failed:\n" + output);
        }
    }
}
