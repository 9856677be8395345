package dev.groundswell.testbed.staleness;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.groundswell.local.home.Project;

/// `bench staleness [--writes N] [--kafka frozen]`: for how long an old product or price is served after its write was acknowledged, at each instance of
/// each service that shows it, while all of them are read all the time.
public final class Staleness {

    /// Its word on the command line.
    public static final String NAME = "staleness";

    private static final int PRODUCTS = 20;
    /// Writes that do not count: JVMs that have just started are seconds late with everything.
    private static final StalenessOptions WARM_UP = new StalenessOptions(60, false);

    private final Project project;
    private final PrintStream out;

    public Staleness(Project project, PrintStream out) {
        this.project = project;
        this.out = out;
    }

    /// Returns 0. Fails with `UsageException`, and with [StalenessException] when a write is not seen within a minute or not answered well.
    public int run(List<String> words) throws Exception {
        StalenessOptions options = StalenessOptions.parse(words);
        Path folder = project.defaultHome().create().dir().resolve("bench");
        out.println(NAME + ": for how long an old value is served after its write was acknowledged, two instances of each service"
                + (options.kafkaFrozen() ? ", Kafka frozen" : ""));
        try (Shop shop = new Shop(folder, PRODUCTS); ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            write(shop, readers, WARM_UP, new Times());
            Times times = new Times();
            long reads = shop.reads();
            long begin = System.nanoTime();
            if (options.kafkaFrozen()) {
                shop.kafka("STOP");
                try {
                    write(shop, readers, options, times);
                } finally {
                    shop.kafka("CONT");
                }
            } else {
                write(shop, readers, options, times);
            }
            out.printf(Locale.ROOT, "  %d writes, %.0f reads a second%n", options.writes(),
                    (shop.reads() - reads) / ((System.nanoTime() - begin) / 1e9));
            out.print(times.byKind());
            out.println("  looks by how long: " + times.histogram());
            out.println(NAME + ": " + times.words());
            out.flush();
        }
        return 0;
    }

    /// Products and prices in turn, some at once; the next ones when the last reader has seen the ones before.
    private static void write(Shop shop, ExecutorService readers, StalenessOptions options, Times times) throws Exception {
        for (int from = 0; from < options.writes(); from += options.atOnce()) {
            List<Future<?>> running = new ArrayList<>();
            for (int number = from; number < Math.min(options.writes(), from + options.atOnce()); number++) {
                running.addAll(begin(shop, readers, number, options.pause(), times));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }

    private static List<Future<?>> begin(Shop shop, ExecutorService readers, int number, Duration pause, Times times) {
        boolean product = number % 2 == 0;
        String sku = shop.skus().get(number / 2 % shop.skus().size());
        List<Watch> watches = new ArrayList<>();
        List<Future<?>> running = new ArrayList<>();
        for (Door door : product ? shop.toProducts() : shop.toPrices()) {
            Watch watch = new Watch(() -> shop.version(door, sku), pause, StalenessOptions.patience());
            watches.add(watch);
            Callable<Void> reading = () -> {
                times.add(door.kind(), watch.run());
                return null;
            };
            running.add(readers.submit(reading));
        }
        Callable<Void> writing = () -> {
            for (Watch watch : watches) {
                watch.awaitFirstLook();
            }
            long version = product ? shop.writeProduct(sku, number + 1) : shop.writePrice(sku, number + 1);
            long acknowledged = System.nanoTime();
            watches.forEach(watch -> watch.acknowledged(version, acknowledged));
            return null;
        };
        running.add(readers.submit(writing));
        return running;
    }
}
