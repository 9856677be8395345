package dev.groundswell.testbed.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.token.KeyFiles;
import dev.groundswell.local.token.Tokens;
import dev.groundswell.testbed.retail.Import;
import dev.groundswell.testbed.retail.MadeUpSales;
import dev.groundswell.testbed.retail.Retail;
import dev.groundswell.testbed.retail.RunningSuite;

/// One run on a suite of its own: orders come steadily, parts are struck by the schedule, and when all is mended and has come to rest the checker says whether
/// every promise was kept.
final class ChaosRun {

    private static final int INVOICES = 2_000;
    private static final long PLENTY = 1_000_000;
    /// Every so many-th sku is scarce, so that customers fight for its last pieces: each of them a little less than the former, to be sold out at another time.
    private static final int SCARCE_EACH = 25;
    private static final long SCARCE_STEP = 10;
    private static final Duration TOKEN_LIFE = Duration.ofHours(12);
    /// An order that needs a reminder is told again after a minute.
    private static final Duration REST = Duration.ofMinutes(3);
    private static final long LOOK_AGAIN_MILLIS = 250;

    private final Path folder;
    private final Progress progress;

    /// @param folder for what a failing run leaves behind
    ChaosRun(Path folder, Progress progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /// What happens to a suite while customers order.
    @FunctionalInterface
    interface Meanwhile {

        /// Returns what was struck, all of it mended by then; customers come until it does.
        List<Struck> run(Stage stage, Customers customers, History history) throws InterruptedException;
    }

    /// Returns when the checker has judged. Fails with [ChaosException] when the run could not be made. History and logs of a run that did not end well are kept.
    ChaosResult run(ChaosPlan plan) throws InterruptedException {
        return run(plan, (stage, customers, history) -> strike(plan, stage, customers));
    }

    /// As [#run(ChaosPlan)], with something else than the plan's faults.
    ChaosResult run(ChaosPlan plan, Meanwhile meanwhile) throws InterruptedException {
        try {
            Files.createDirectories(folder);
            Retail retail = Retail
                    .read(plan.sales().isPresent() ? plan.sales().get() : MadeUpSales.write(folder.resolve("made-up-sales.csv"), INVOICES));
            try (Stage stage = Stage.open(List.of("--instances", plan.instances()))) {
                return run(plan, meanwhile, retail, stage);
            }
        } catch (IOException e) {
            throw new ChaosException("cannot write into " + folder + ": " + e.getMessage(), e);
        }
    }

    private ChaosResult run(ChaosPlan plan, Meanwhile meanwhile, Retail retail, Stage stage) throws InterruptedException, IOException {
        History history = new History();
        boolean well = false;
        try {
            ChaosResult result = run(plan, meanwhile, retail, stage, history);
            well = result.kept();
            return result;
        } finally {
            if (!well) {
                keep(plan, history, stage);
            }
        }
    }

    private ChaosResult run(ChaosPlan plan, Meanwhile meanwhile, Retail retail, Stage stage, History history)
            throws InterruptedException {
        Map<String, Long> counted = fillShelves(retail, stage);
        List<Struck> struck;
        EndState end = new EndState(stage.suite());
        Instant began = Instant.now();
        Map<String, String> tokens = new ConcurrentHashMap<>();
        try (Client client = new Client(stage.suite().gateways(),
                customer -> tokens.computeIfAbsent(customer, name -> stage.suite().token(name, false, TOKEN_LIFE)), history)) {
            try (Customers customers = new Customers(client, retail.invoices(), plan.rate(), plan.seed())) {
                struck = meanwhile.run(stage, customers, history);
            }
        }
        Instant ended = Instant.now();
        long moving = awaitRest(end);
        progress.step("rest", moving == 0 ? "everything has come to rest" : moving + " things still move");
        Found found = end.read();
        Map<String, Long> prices = new TreeMap<>();
        counted.keySet().forEach(sku -> prices.put(sku, retail.price(sku)));
        List<Contradiction> contradictions = new Checker(history.all(), found, counted, prices, new Timeline(struck), plan.patience())
                .contradictions();
        return new ChaosResult(plan, began, ended, history.all(), found, struck, contradictions);
    }

    /// Returns the pieces on hand of every sku.
    private Map<String, Long> fillShelves(Retail retail, Stage stage) throws InterruptedException {
        RunningSuite shop = new RunningSuite(stage.suite().gateways(),
                new Tokens(new KeyFiles(stage.suite().logs().resolveSibling("keys")), InstantSource.system()), Optional.empty());
        Import goods = new Import(shop, progress);
        goods.load(retail, OptionalLong.of(PLENTY));
        Map<String, Long> counted = new TreeMap<>();
        Map<String, Long> scarce = new LinkedHashMap<>();
        TreeSet<String> skus = new TreeSet<>();
        retail.invoices().forEach(invoice -> skus.addAll(invoice.quantities().keySet()));
        int number = 0;
        for (String sku : skus) {
            if (number++ % SCARCE_EACH == 0) {
                scarce.put(sku, SCARCE_STEP * (scarce.size() + 1));
            }
            counted.put(sku, scarce.getOrDefault(sku, PLENTY));
        }
        goods.count(scarce);
        return counted;
    }

    private List<Struck> strike(ChaosPlan plan, Stage stage, Customers customers) throws InterruptedException {
        List<Struck> struck = new ArrayList<>();
        long end = System.nanoTime() + plan.duration().toNanos();
        Schedule schedule = new Schedule(plan.seed(), plan.faults(), plan.length());
        for (;;) {
            Schedule.Episode episode = schedule.next();
            // The last one is over before the orders are.
            if (System.nanoTime() + episode.pause().plus(episode.length()).toNanos() > end) {
                break;
            }
            Thread.sleep(episode.pause());
            struck.add(strike(stage, episode));
            progress.step("chaos",
                    String.format(Locale.ROOT, "%s for %.1f s, back after %.1f s; %,d orders accepted, %d customers under way",
                            Fault.words(episode.faults()), episode.length().toMillis() / 1e3,
                            Duration.between(struck.getLast().mended(), struck.getLast().back()).toMillis() / 1e3, customers.accepted(),
                            customers.open()));
        }
        if (struck.isEmpty()) {
            throw new ChaosException("nothing was struck: " + plan.duration().toSeconds() + " s are too short for a fault");
        }
        Thread.sleep(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        return struck;
    }

    private static Struck strike(Stage stage, Schedule.Episode episode) throws InterruptedException {
        Instant began = Instant.now();
        List<Fault> done = new ArrayList<>();
        try {
            for (Fault fault : episode.faults()) {
                if (!done.isEmpty()) {
                    Thread.sleep(episode.stagger());
                }
                stage.strike(fault);
                done.add(fault);
            }
            Thread.sleep(episode.length());
            stage.mend(done.getFirst());
            if (done.size() > 1) {
                Thread.sleep(episode.stagger());
            }
        } finally {
            done.forEach(stage::mend);
        }
        Instant mended = Instant.now();
        for (Fault fault : done) {
            stage.awaitBack(fault);
        }
        return new Struck(episode.faults(), began, mended, Instant.now());
    }

    /// Databases and Kafka are not looked at in one instant: what moved from one to the other meanwhile is seen by the second look.
    private static long awaitRest(EndState end) throws InterruptedException {
        long deadline = System.nanoTime() + REST.toNanos();
        long before = 1;
        for (;;) {
            long moving = end.moving();
            if (moving == 0 && before == 0 || System.nanoTime() > deadline) {
                return moving;
            }
            before = moving;
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    /// The suite's folder goes with the suite.
    private void keep(ChaosPlan plan, History history, Stage stage) throws IOException {
        Path kept = folder.resolve("seed-" + plan.seed());
        Files.createDirectories(kept);
        history.write(kept.resolve("history.jsonl"));
        try (Stream<Path> logs = Files.list(stage.suite().logs())) {
            for (Path log : logs.toList()) {
                Files.write(kept.resolve(log.getFileName()), Files.readAllBytes(log));
            }
        }
        progress.say("history and logs of this run: " + kept);
    }
}
