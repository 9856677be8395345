package dev.groundswell.testbed.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.testing.TestSuite;
import dev.groundswell.local.token.KeyFiles;
import dev.groundswell.local.token.Tokens;
import dev.groundswell.testbed.retail.Import;
import dev.groundswell.testbed.retail.MadeUpSales;
import dev.groundswell.testbed.retail.Replay;
import dev.groundswell.testbed.retail.ReplayPlan;
import dev.groundswell.testbed.retail.ReplayReport;
import dev.groundswell.testbed.retail.Retail;
import dev.groundswell.testbed.retail.RunningSuite;

@Tag("long")
class KillingIT {

    private static final Duration EVERY = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    /// What was accepted is settled once, at the right price and with the right stock, and the only server error a customer saw is a 503 that says when to come back.
    @Test
    void losesAndDoublesNothingWhileOneOfEachIsKilledEveryTenSeconds() throws Exception {
        Retail retail = Retail.read(sales());
        try (TestSuite suite = TestSuite.startDurable(Project.find().root().resolve("testbed/target/killing"), "--instances",
                "order=2,catalog=2,pricing=2,gateway=2")) {
            suite.keepingLogs("killing", () -> replay(suite, retail));
        }
    }

    private static void replay(TestSuite suite, Retail retail) throws Exception {
        Progress progress = new Progress(System.out);
        RunningSuite shop = new RunningSuite(suite.gateways(),
                new Tokens(new KeyFiles(suite.logs().resolveSibling("keys")), InstantSource.system()), Optional.of(suite.kafka()));
        new Import(shop, progress).load(retail, OptionalLong.of(1_000_000));
        ReplayReport report;
        int rounds;
        try (Killing killing = new Killing(suite, EVERY)) {
            report = new Replay(shop, progress).run(retail, ReplayPlan.everything(16));
            rounds = killing.rounds();
        }
        progress.say(report.line());
        progress.say("one of each was killed " + rounds + " times; " + report.putOff() + " requests were put off, "
                + report.unanswered() + " repeated without an answer");
        assertThat(report.discrepancies()).isEmpty();
        assertThat(report.accepted()).isEqualTo(retail.invoices().size());
        assertThat(report.confirmed()).isEqualTo(report.accepted());
        assertThat(report.pennies()).isEqualTo(retail.totalAtCurrentPrices());
        assertThat(rounds).isGreaterThanOrEqualTo(3);
    }

    /// The real file where it lies beside the project, else one like it.
    private Path sales() throws Exception {
        Path real = Project.find().root().resolve("../shared/data/online-retail-2010-12_2011-08.csv.gz").normalize();
        if (Files.exists(real)) {
            return real;
        }
        System.out.println("the retail data of UCI is not at " + real + ": made-up sales instead");
        return MadeUpSales.write(folder.resolve("sales.csv"), 10_000);
    }
}
