package dev.groundswell.testbed.retail;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Project;

/// `import FILE.csv[.gz] [--stock N]`: loads products, price histories, stock and customers of a file in the format of Online Retail into the running suite.
public final class ImportCommand {

    private static final int MOST_STOCK = 1_000_000_000;

    private final PrintStream out;

    public ImportCommand(PrintStream out) {
        this.out = out;
    }

    /// Returns 0 when all of it is in. Fails with `UsageException` and [RetailException].
    public int run(List<String> words) throws InterruptedException {
        Options options = Options.parse(words, Set.of("--stock", "--dir"), Set.of());
        Path file = file(options, "import");
        OptionalLong stock = options.value("--stock").isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(options.number("--stock", 0, 0, MOST_STOCK));
        Progress progress = new Progress(out);
        Retail retail = Retail.read(file);
        progress.step("file", String.format(Locale.ROOT, "%,d lines, %,d of them order lines", retail.lines(), retail.used()));
        retail.leftOut()
                .forEach((reason, count) -> progress.step("left out", String.format(Locale.ROOT, "%,7d %s", count, reason.label())));
        if (retail.invoicesWithoutProducts() > 0) {
            progress.step("left out",
                    String.format(Locale.ROOT, "%,7d invoices that hold no product line", retail.invoicesWithoutProducts()));
        }
        RunningSuite suite = RunningSuite.of(home(options));
        long from = System.nanoTime();
        new Import(suite, progress).load(retail, stock);
        long prices = retail.skus().stream().mapToLong(sku -> sku.history().size()).sum();
        progress.say(String.format(Locale.ROOT,
                "imported in %.1f s: %,d products, %,d prices, stock of %s, %,d customers; %,d of %,d lines used, %,d left out",
                (System.nanoTime() - from) / 1e9, retail.skus().size(), prices,
                stock.isPresent() ? String.format(Locale.ROOT, "%,d each", stock.getAsLong()) : "the file's demand",
                retail.customers().size(), retail.used(), retail.lines(),
                retail.lines() - retail.used()));
        return 0;
    }

    static Path file(Options options, String command) {
        if (options.words().size() != 1) {
            throw new UsageException(command + " takes one file, got " + options.words().size() + ": ./dev " + command + " FILE.csv[.gz]");
        }
        return Path.of(options.words().getFirst());
    }

    static Home home(Options options) {
        return options.folder("--dir").map(Home::new).orElseGet(() -> Project.find().defaultHome());
    }
}
