package dev.groundswell.testbed.conformance;

import static dev.groundswell.testbed.conformance.Verdicts.test;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class ScoreTest {
    @Test
    void tellsWhatDidNotPassAndWhyByKind() {
        Score score = new Score(List.of(
                test("fresh", Kind.REQUIRED, "pass", ""),
                test("late", Kind.OPTIMAL, "optional_fail", "Response 2 does not come from cache"),
                test("stale", Kind.REQUIRED, "fail", "Response 2 comes\n from cache"),
                test("head", Kind.REQUIRED, "dependency_fail", "", "stale", "other"),
                test("query", Kind.OPTIMAL, "pass", ""),
                test("put", Kind.REQUIRED, "setup_fail", "PUT config resulted in 404"),
                test("twice", Kind.REQUIRED, "retry", "retry"),
                test("slow", Kind.REQUIRED, "harness_fail", "AbortError: aborted"),
                test("vary", Kind.CHECK, "yes", ""),
                test("age", Kind.CHECK, "no", "no Age"),
                test("via", Kind.CHECK, "dependency_fail", "", "stale")));

        assertThat(score.report().stream().map(line -> line.replaceAll("  +", "  "))).containsExactly(
                "required: 5 not passed",
                "  stale  Response 2 comes from cache",
                "  head  depends on stale, other",
                "  put  in its setup: PUT config resulted in 404",
                "  twice  a request was sent to the origin more than once",
                "  slow  the suite's client failed: AbortError: aborted",
                "optimal: 1 not passed",
                "  late  Response 2 does not come from cache",
                "check: 1 yes, 1 no, 1 undecided",
                "too few: at least 156 required and 90 optimal have to pass",
                "required 1/6, optimal 1/2");
    }

    @Test
    void aScoreThatHoldsEndsInItsFigures() {
        Score score = new Score(Verdicts.suite(156, 90));

        assertThat(score.isComplete()).isTrue();
        assertThat(score.holds()).isTrue();
        assertThat(score.report()).endsWith("check: 61 yes, 39 no", "required 156/160, optimal 90/105").doesNotContain("too few");
    }

    @Test
    void oneFewerThanWasReachedDoesNotHold() {
        assertThat(new Score(Verdicts.suite(155, 105)).holds()).isFalse();
        assertThat(new Score(Verdicts.suite(160, 89)).holds()).isFalse();
    }

    @Test
    void allPassedIsSaid() {
        assertThat(new Score(Verdicts.suite(160, 105)).report()).startsWith("required: all passed", "optimal: all passed");
    }

    @Test
    void aTestThatWasNotRunMakesItIncomplete() {
        List<Judged> tests = new ArrayList<>(Verdicts.suite(158, 95));
        tests.add(test("left-out", Kind.CHECK, "untested", ""));

        Score score = new Score(tests);

        assertThat(score.isComplete()).isFalse();
        assertThat(score.report()).contains("incomplete: 1 of 366 tests were not run").endsWith("required 158/160, optimal 95/105");
    }

    @Test
    void noTestsAreNoScore() {
        assertThat(new Score(List.of()).isComplete()).isFalse();
    }

    @Test
    void aQuotedAnswerIsShortened() {
        assertThat(test("long", Kind.REQUIRED, "fail", "x".repeat(5000)).reason()).hasSizeLessThan(250).endsWith("…");
    }
}
