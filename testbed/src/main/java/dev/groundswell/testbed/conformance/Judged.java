package dev.groundswell.testbed.conformance;

import java.util.List;

/// A test and what became of it.
///
/// @param verdict the suite's word: `pass`, `fail`, `optional_fail`, `yes`, `no`, `setup_fail`, `harness_fail`, `dependency_fail`, `retry`, `untested`
/// @param message what the suite's client found, empty when it found nothing wrong
/// @param dependencies those of the tests it builds on that did not pass either
record Judged(String id, Kind kind, String verdict, String message, List<String> dependencies) {
    private static final int LONGEST = 200;

    Judged {
        dependencies = List.copyOf(dependencies);
    }

    boolean is(String word) {
        return verdict.equals(word);
    }

    /// Why it did not pass, on one line.
    String reason() {
        return switch (verdict) {
            case "dependency_fail" -> "depends on " + String.join(", ", dependencies);
            case "setup_fail" -> "in its setup: " + found();
            case "harness_fail" -> "the suite's client failed: " + found();
            case "retry" -> "a request was sent to the origin more than once";
            case "untested" -> "not run";
            default -> found();
        };
    }

    /// Messages quote answers, whose length is anybody's.
    private String found() {
        String line = message.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
    }
}
