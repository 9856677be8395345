package dev.groundswell.testbed.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

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

/// The commit before this one and this one serve the same customers from the same databases and topics while instance after instance is replaced.
@Tag("long")
class RollingUpgradeIT {

    private static final Map<String, String> MODULES = Map.of("gateway", "gateway", "order", "order-service", "catalog", "catalog-service",
            "pricing", "pricing-service");
    /// Consumers before who makes what they consume, so that new shapes meet new readers first, and readers of old shapes go last.
    private static final List<String> ORDER = List.of("pricing", "catalog", "order", "gateway");
    private static final int INVOICES = 2_500;
    private static final double RATE = 15;

    @TempDir
    Path folder;

    /// The schema is the new one from the beginning: that is how expand and contract goes.
    @Test
    void nothingIsLostOrDoubledOnTheWayFromTheCommitBefore() throws Exception {
        Path root = Project.find().root();
        Path builds = Files.createDirectories(root.resolve("testbed/target/previous"));
        Optional<PreviousBuild> previous = PreviousBuild.in(root, builds);
        assumeTrue(previous.isPresent(), "no earlier commit here");
        Retail retail = Retail.read(MadeUpSales.write(folder.resolve("sales.csv"), INVOICES));
        try (TestSuite suite = TestSuite.start("--instances", "order=2,catalog=2,pricing=2,gateway=2")) {
            suite.keepingLogs("rolling-upgrade", () -> replay(suite, previous.get(), root, retail));
        }
    }

    private static void replay(TestSuite suite, PreviousBuild previous, Path root, Retail retail) throws Exception {
        Progress progress = new Progress(System.out);
        rollAll(suite, previous.root());
        RunningSuite shop = new RunningSuite(suite.gateways(),
                new Tokens(new KeyFiles(suite.logs().resolveSibling("keys")), InstantSource.system()),
                Optional.of(suite.kafka()));
        new Import(shop, progress).load(retail, OptionalLong.of(1_000_000));
        Instant began = Instant.now();
        CompletableFuture<Duration> rolled = CompletableFuture.supplyAsync(() -> {
            rollAll(suite, root);
            return Duration.between(began, Instant.now());
        });

        ReplayReport report = new Replay(shop, progress).run(retail, new ReplayPlan(INVOICES, OptionalDouble.of(RATE), 16));

        progress.say(report.line());
        System.out.printf("measured: eight instances of %s were replaced within %d s of a replay of %d s%n", previous.commit(),
                rolled.join().toSeconds(), report.accepting().toSeconds());
        assertThat(report.discrepancies()).isEmpty();
        assertThat(report.accepted()).isEqualTo(retail.invoices().size());
        assertThat(report.confirmed()).isEqualTo(report.accepted());
        assertThat(report.pennies()).isEqualTo(retail.totalAtCurrentPrices());
        assertThat(rolled.join()).as("orders came until the last instance was replaced").isLessThan(report.accepting());
    }

    private static void rollAll(TestSuite suite, Path root) {
        for (int number = 1; number <= 2; number++) {
            for (String service : ORDER) {
                replace(suite, service + "-" + number, root.resolve(MODULES.get(service)).resolve("target/quarkus-app"));
            }
        }
    }

    private static void replace(TestSuite suite, String instance, Path application) {
        try {
            suite.replace(instance, application);
            Path open = Path.of("/proc", String.valueOf(suite.pid(instance)), "fd");
            if (Files.isDirectory(open)) {
                assertThat(targets(open)).as("what " + instance + " runs from").anyMatch(file -> file.startsWith(application));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> targets(Path links) throws IOException {
        try (Stream<Path> all = Files.list(links)) {
            List<Path> targets = new ArrayList<>();
            for (Path link : all.toList()) {
                try {
                    targets.add(Files.readSymbolicLink(link));
                } catch (IOException closedMeanwhile) {
                    // a connection, say
                }
            }
            return targets;
        }
    }
}
