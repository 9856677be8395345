package dev.groundswell.testbed.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.testing.TestSuite;
import dev.groundswell.testbed.suite.SuiteExtension;

/// Whatever is asked, a suite answers as its contract says.
@ExtendWith(SuiteExtension.class)
class FuzzIT {

    private static final int SEED = 1;
    private static final int A_FEW = 600;
    private static final int MANY = 10_000;

    private final TestSuite suite;

    FuzzIT(TestSuite suite) {
        this.suite = suite;
    }

    @Test
    void answersAsTheContractSays() throws Exception {
        Fuzzer.Result result = fuzzed(SEED, A_FEW);

        assertThat(result.findings()).as("seed " + SEED).isEmpty();
        assertThat(result.statuses()).containsKeys(200, 201, 202, 204, 400, 401, 403, 404, 405, 415, 422);
    }

    @Test
    @Tag("long")
    void answersTenThousandTimesAsTheContractSays() throws Exception {
        int seed = ThreadLocalRandom.current().nextInt(1_000_000);

        assertThat(fuzzed(seed, MANY).findings()).as("seed " + seed).isEmpty();
    }

    private Fuzzer.Result fuzzed(int seed, int cases) throws Exception {
        return Fuzzer.run(suite.gateway(), FuzzCommand.contract(suite.gateway()), suite::token, seed, cases,
                new Progress(new PrintStream(OutputStream.nullOutputStream())));
    }
}
