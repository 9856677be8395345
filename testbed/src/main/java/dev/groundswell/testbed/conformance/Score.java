package dev.groundswell.testbed.conformance;

import java.util.ArrayList;
import java.util.List;

/// What came out of a run of the whole suite. Immutable.
///
/// @param tests all that apply to a proxy, judged
record Score(List<Judged> tests) {
    /// What has been reached and may not be lost again.
    static final int LEAST_REQUIRED = 156;
    static final int LEAST_OPTIMAL = 90;

    Score {
        tests = List.copyOf(tests);
    }

    long passed(Kind kind) {
        return count(kind, "pass");
    }

    long total(Kind kind) {
        return tests.stream().filter(test -> test.kind() == kind).count();
    }

    long yes() {
        return count(Kind.CHECK, "yes");
    }

    long no() {
        return count(Kind.CHECK, "no");
    }

    /// Checks that could not be answered, most of them because what they build on did not pass.
    long undecided() {
        return total(Kind.CHECK) - yes() - no();
    }

    /// Whether each test was run.
    boolean isComplete() {
        return total(Kind.REQUIRED) > 0 && total(Kind.OPTIMAL) > 0 && tests.stream().noneMatch(test -> test.is("untested"));
    }

    /// Whether nothing that had been reached is lost.
    boolean holds() {
        return passed(Kind.REQUIRED) >= LEAST_REQUIRED && passed(Kind.OPTIMAL) >= LEAST_OPTIMAL;
    }

    /// What did not pass and why, by kind, then all that is wrong with the score itself, and as the last line the figures.
    List<String> report() {
        List<String> lines = new ArrayList<>();
        notPassed(Kind.REQUIRED, lines);
        notPassed(Kind.OPTIMAL, lines);
        lines.add("check: " + yes() + " yes, " + no() + " no" + (undecided() > 0 ? ", " + undecided() + " undecided" : ""));
        if (!isComplete()) {
            lines.add("incomplete: " + tests.stream().filter(test -> test.is("untested")).count() + " of " + tests.size()
                    + " tests were not run");
        }
        if (!holds()) {
            lines.add("too few: at least " + LEAST_REQUIRED + " required and " + LEAST_OPTIMAL + " optimal have to pass");
        }
        lines.add(words());
        return lines;
    }

    /// `required 158/160, optimal 96/105`
    String words() {
        return "required " + ratio(Kind.REQUIRED) + ", optimal " + ratio(Kind.OPTIMAL);
    }

    /// `158/160`
    String ratio(Kind kind) {
        return passed(kind) + "/" + total(kind);
    }

    private void notPassed(Kind kind, List<String> lines) {
        List<Judged> failed = tests.stream().filter(test -> test.kind() == kind && !test.is("pass")).toList();
        lines.add(kind.word() + ": " + (failed.isEmpty() ? "all passed" : failed.size() + " not passed"));
        int width = failed.stream().mapToInt(test -> test.id().length()).max().orElse(0);
        failed.forEach(test -> lines.add("  " + test.id() + " ".repeat(width - test.id().length()) + "  " + test.reason()));
    }

    private long count(Kind kind, String verdict) {
        return tests.stream().filter(test -> test.kind() == kind && test.is(verdict)).count();
    }
}
