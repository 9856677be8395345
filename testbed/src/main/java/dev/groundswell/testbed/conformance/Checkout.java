package dev.groundswell.testbed.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.groundswell.local.command.UsageException;

/// A checkout of the suite with its dependencies. Nothing in it is changed.
record Checkout(Path folder) {
    static final String ORIGIN = "https://github.com/http-tests/cache-tests";
    /// What our scores and the published ones we compare with are of: other commits have other tests and other rules.
    static final String PINNED = "b55b8bda3dbb8c927c04e85bd8d496a8caa3e4ba";

    private static final String SERVER = "test-engine/server/server.mjs";
    private static final String CLIENT = "test-engine/cli.mjs";
    private static final String TESTS = "tests/index.mjs";
    private static final String RULES = "test-engine/lib/results.mjs";
    private static final int SHORT = 7;

    /// Fails with [UsageException] when the folder holds something else, with [ConformanceException] when it still lacks its dependencies.
    static Checkout in(Path folder) {
        for (String file : List.of(SERVER, CLIENT, TESTS, RULES)) {
            if (!Files.isRegularFile(folder.resolve(file))) {
                throw new UsageException("--suite: " + folder + " is no checkout of " + ORIGIN + ", it has no " + file);
            }
        }
        if (!Files.isDirectory(folder.resolve("node_modules"))) {
            throw new ConformanceException(folder + " has no node_modules: run npm install there once");
        }
        return new Checkout(folder);
    }

    Path server() {
        return folder.resolve(SERVER);
    }

    Path client() {
        return folder.resolve(CLIENT);
    }

    Path tests() {
        return folder.resolve(TESTS);
    }

    Path rules() {
        return folder.resolve(RULES);
    }

    /// `b55b8bd`; marked with `+` when tests or engine differ from it, and `unknown` outside a git checkout.
    String commit() {
        return head().map(head -> head.substring(0, Math.min(SHORT, head.length())) + (isChanged() ? "+" : "")).orElse("unknown");
    }

    /// What to know before comparing the score, when this is not the suite the scores are of.
    Optional<String> warning() {
        return commit().equals(PINNED.substring(0, SHORT))
                ? Optional.empty()
                : Optional.of("the suite is at " + commit() + ", scores are compared at " + PINNED.substring(0, SHORT)
                        + ": tests and rules may differ");
    }

    private Optional<String> head() {
        // Without its own it could be a folder of somebody else's checkout.
        return Files.exists(folder.resolve(".git")) ? git("rev-parse", "HEAD").filter(head -> !head.isEmpty()) : Optional.empty();
    }

    /// `npm install` rewrites package.json, which is no test.
    private boolean isChanged() {
        return git("status", "--porcelain", "--", "tests", "test-engine").filter(String::isEmpty).isEmpty();
    }

    private Optional<String> git(String... words) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(words));
        try {
            Process git = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String told = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? Optional.of(told) : Optional.empty();
        } catch (IOException noGit) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
