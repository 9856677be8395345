package dev.groundswell.testbed.conformance;

import java.util.ArrayList;
import java.util.List;

/// Made-up verdicts.
final class Verdicts {
    private Verdicts() {}

    static Judged test(String id, Kind kind, String verdict, String message, String... dependencies) {
        return new Judged(id, kind, verdict, message, List.of(dependencies));
    }

    static List<Judged> all(Kind kind, int number, String verdict) {
        List<Judged> tests = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            tests.add(test(kind.word() + "-" + verdict + "-" + i, kind, verdict, ""));
        }
        return tests;
    }

    /// A suite of so many passed ones, the rest failed, and a hundred checks.
    static List<Judged> suite(int required, int optimal) {
        List<Judged> tests = new ArrayList<>(all(Kind.REQUIRED, required, "pass"));
        tests.addAll(all(Kind.REQUIRED, 160 - required, "fail"));
        tests.addAll(all(Kind.OPTIMAL, optimal, "pass"));
        tests.addAll(all(Kind.OPTIMAL, 105 - optimal, "optional_fail"));
        tests.addAll(all(Kind.CHECK, 61, "yes"));
        tests.addAll(all(Kind.CHECK, 39, "no"));
        return tests;
    }
}
