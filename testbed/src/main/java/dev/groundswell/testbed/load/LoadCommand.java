package dev.groundswell.testbed.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Private;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.suite.SuiteState;
import dev.groundswell.local.token.KeyFiles;
import dev.groundswell.local.token.Tokens;

/// `load [--users 100] [--duration 60s] [--mix orders|browse|shop] [--rate R] [--url URL] [--json FILE] [--data FILE] [--seed N]`: makes load and tells what
/// became of it. Without `--rate` so many users each ask as fast as they are answered, which finds the peak; with it sessions arrive at that rate however
/// slowly they are answered, which finds what customers wait.
///
/// A customer who gets 429, or 503 with `Retry-After`, waits as long as told. Ends with 1 when a request was answered with anything but 2xx or 429, or not
/// at all.
public final class LoadCommand {
    private static final DateTimeFormatter FOLDER = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    /// Longer than any load but a day's.
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);
    /// After Ctrl-C answers in flight are waited for this long before the summary is printed without them.
    private static final long PATIENCE_SECONDS = 5;
    private static final URI USUAL_GATEWAY = URI.create("http://localhost:8080");

    private final PrintStream out;

    public LoadCommand(PrintStream out) {
        this.out = out;
    }

    /// Returns 0 when every request was answered 2xx or 429, else 1. Fails with `UsageException` and [LoadException] before any load is made.
    public int run(List<String> words) throws IOException, InterruptedException {
        LoadOptions options = LoadOptions.parse(words);
        Home home = options.dir().map(Home::new).orElseGet(() -> Project.find().defaultHome());
        URI url = options.url()
                .orElseGet(() -> SuiteState.running(home.state()).map(suite -> URI.create(suite.url())).orElse(USUAL_GATEWAY));
        Goods goods = new Target(url).goods(options.seed());
        Customers customers = customers(options, home);
        Path folder = home.create().dir().resolve("load").resolve(LocalDateTime.now().format(FOLDER));
        Private.createFolder(folder);
        LoadPlan plan = new LoadPlan(url, options.mix(), options.users(), options.rate(), options.duration(), options.seed(), folder);
        out.println("load on " + url + ": " + plan.words() + "; " + goods.size() + " products");
        LoadRun run = new LoadRun(plan, goods, customers);
        return made(run, options);
    }

    private int made(LoadRun run, LoadOptions options) throws IOException {
        CountDownLatch told = new CountDownLatch(1);
        Thread onInterrupt = Thread.ofPlatform().unstarted(() -> endEarly(run, told));
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            try (LiveProgress _ = new LiveProgress(run.measurements(), out)) {
                GatlingRun.of(run);
            }
            Summary summary = Summary.of(run);
            Path folder = run.plan().folder();
            SummaryJson.write(summary, folder.resolve("summary.json"));
            if (options.json().isPresent()) {
                SummaryJson.write(summary, options.json().get());
            }
            print(summary);
            return summary.hasErrors() || summary.all().requests() == 0 ? 1 : 0;
        } finally {
            told.countDown();
            forget(onInterrupt);
        }
    }

    private void print(Summary summary) {
        out.println();
        out.print(summary.table());
        GatlingRun.report(summary.plan().folder()).ifPresent(page -> out.println("report        " + page));
        out.println(summary.line());
        out.flush();
    }

    /// On Ctrl-C. The run ends by itself, unless the shop hangs.
    private void endEarly(LoadRun run, CountDownLatch told) {
        run.stop();
        try {
            if (!told.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                print(Summary.of(run));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // it is the hook that waits for us
        }
    }

    private static Customers customers(LoadOptions options, Home home) {
        List<String> ids = options.customers().map(file -> CustomersFile.draw(file, options.users(), options.seed()))
                .orElseGet(() -> IntStream.rangeClosed(1, options.users()).mapToObj(number -> "load-" + number).toList());
        Duration life = TOKEN_LIFE.plus(options.duration());
        Tokens tokens = new Tokens(new KeyFiles(home.keys()).create(), InstantSource.system());
        return new Customers(ids, id -> tokens.mint(id, false, life));
    }
}
