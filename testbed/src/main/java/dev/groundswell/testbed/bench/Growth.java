package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.groundswell.local.home.Project;

/// `bench growth [--orders 1000,1000000] [--rounds N] [--seconds S] [--no-keep]`: what it costs to accept, read and list orders as there are more and more.
/// No comparison with another program but of order-service with itself.
final class Growth {
    /// Its word on the command line.
    static final String NAME = "growth";
    private static final int CONNECTIONS = 32;

    private final Project project;
    private final PrintStream out;
    private boolean failed;

    Growth(Project project, PrintStream out) {
        this.project = project;
        this.out = out;
    }

    /// Returns 0, or 1 when a request was not answered as it should. Fails with `UsageException`, and with [BenchException] when orders are not stored or
    /// served as they should.
    int run(List<String> words) throws Exception {
        GrowthOptions options = GrowthOptions.parse(words);
        String shape = options.rounds() + " rounds of " + options.time().toSeconds() + " s, " + CONNECTIONS + " connections";
        out.println(NAME + ": orders accepted, read by id and listed by customer a second at order-service, the more orders there are");
        out.println("  " + Machine.words() + ", " + Machine.java() + "; " + shape);
        Path folder = project.defaultHome().create().dir().resolve("bench");
        GrowthCurve curve = new GrowthCurve();
        try (GrowingShop shop = new GrowingShop(folder, CONNECTIONS)) {
            List<Integer> sizes = new ArrayList<>(options.sizes());
            sizes.add(sizes.getFirst());
            for (int size : sizes) {
                GrowthCurve.Point point = new GrowthCurve.Point(size, fill(shop, size));
                if (curve.points().isEmpty()) {
                    warmUp(shop);
                }
                measure(shop, point, options);
                curve.add(point);
            }
        }
        conclude(curve, shape, options.keep());
        return failed ? 1 : 0;
    }

    /// Returns the bytes they take.
    private long fill(GrowingShop shop, int size) throws Exception {
        long begin = System.nanoTime();
        shop.fill(size);
        long bytes = shop.bytes();
        out.printf(Locale.ROOT, "  %,d orders loaded and counted in %.0f s, %.2f GB%n", size, (System.nanoTime() - begin) / 1e9,
                bytes / 1e9);
        out.flush();
        return bytes;
    }

    private void warmUp(GrowingShop shop) throws Exception {
        for (GrowthCurve.Operation operation : GrowthCurve.Operation.values()) {
            WarmUp.with(() -> turn(shop, operation, "warm-up", WarmUp.TURN).perSecond());
        }
    }

    private void measure(GrowingShop shop, GrowthCurve.Point point, GrowthOptions options) throws Exception {
        for (int round = 0; round <= options.rounds(); round++) {
            for (GrowthCurve.Operation operation : GrowthCurve.Operation.values()) {
                // The first turns after a load read tables that nobody has read, by plans that were made for others.
                String what = round == 0 ? "at first" : "round " + round + "/" + options.rounds();
                LeanClient.Result result = turn(shop, operation, what, options.time());
                if (round > 0) {
                    point.pace(operation).add(result);
                }
            }
        }
    }

    private LeanClient.Result turn(GrowingShop shop, GrowthCurve.Operation operation, String what, Duration time) throws Exception {
        GrowingShop.Effort before = shop.effort();
        LeanClient.Result result = switch (operation) {
            case ACCEPT -> shop.accept(time);
            case READ -> shop.read(time);
            case LIST -> shop.list(time);
        };
        out.printf(Locale.ROOT, "  %-10s %-8s %9.1f/s  %s; %s%n", what, operation.label(), result.perSecond(), result.latencies(),
                shop.effort().since(before, result.times().getTotalCount()));
        if (operation == GrowthCurve.Operation.ACCEPT) {
            shop.forget();
        }
        if (result.failed() > 0) {
            failed = true;
            out.println("             " + result.failed() + " failed");
        }
        out.flush();
        return result;
    }

    private void conclude(GrowthCurve curve, String shape, boolean keep) throws IOException {
        BenchmarkBook book = new BenchmarkBook(project.root().resolve("docs/reference/benchmarks.md"));
        // A page that has a new row already is a change that is in no commit.
        String versions = Versions.words(project.root());
        for (GrowthCurve.Point point : curve.points()) {
            out.println("  " + point.words());
            out.println("    by the smallest: " + curve.ratios(point));
            if (keep && !failed) {
                book.append(new BenchmarkBook.Row(LocalDate.now(), NAME, point.words(), curve.ratios(point), shape,
                        versions, Machine.words()));
            }
        }
        out.println(NAME + ": worst ratio " + curve.worst().words());
    }
}
