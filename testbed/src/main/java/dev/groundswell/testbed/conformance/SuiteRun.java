package dev.groundswell.testbed.conformance;

import java.io.IOException;
import java.util.List;

/// Runs tests of the suite against a gateway. What fails is a [ConformanceException].
interface SuiteRun {
    /// The tests that apply to a proxy, not run yet. Starts nothing that stays, and fails when something is missing.
    List<Judged> tests(Checkout suite) throws InterruptedException;

    /// All of them, judged.
    List<Judged> all(Checkout suite) throws IOException, InterruptedException;

    /// What the suite's client tells of one test: each request and answer, on the last line the verdict, which its own symbol begins.
    String one(Checkout suite, String id) throws IOException, InterruptedException;
}
