package dev.groundswell.testbed.retail;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a file of sales says: products, price histories, customers, and an order per invoice. Read whole and checked before anybody sees any of it.
///
/// An order line has a customer, quantity and price above zero, an invoice that is neither a cancellation nor a bad debt, and a stock code that begins with
/// five digits. Skus are taken as they are written.
public final class Retail {

    private final SortedMap<String, Sku> skus = new TreeMap<>();
    private final SortedMap<String, String> countries = new TreeMap<>();
    private final Map<String, Invoice> invoices = new LinkedHashMap<>();
    private final Set<String> withoutProducts = new HashSet<>();
    private final Map<LeftOut, Long> leftOut = new EnumMap<>(LeftOut.class);
    private long lines;
    private long used;
    private long takings;

    private Retail() {}

    /// Reads a file, gzipped or not. Fails with [RetailException] that names the line of whatever is wrong with it.
    public static Retail read(Path file) {
        Retail retail = new Retail();
        new SalesFile(file).read(retail::add);
        retail.withoutProducts.removeAll(retail.invoices.keySet());
        if (retail.used == 0) {
            throw new RetailException(file.getFileName() + " holds no order line among its " + retail.lines + " lines");
        }
        return retail;
    }

    private void add(SalesLine line) {
        lines++;
        LeftOut reason = line.leftOut();
        if (reason != null) {
            leftOut.merge(reason, 1L, Long::sum);
            if (reason == LeftOut.NO_PRODUCT) {
                withoutProducts.add(line.invoice());
            }
            return;
        }
        Bounds.check(line);
        long pennies = Bounds.pennies(line);
        used++;
        takings += line.quantity() * pennies;
        Sku sku = skus.computeIfAbsent(line.sku(), Sku::new);
        sku.add(line, pennies);
        Bounds.checkDemand(line, sku.demand());
        countries.put(line.customer(), line.country());
        Invoice invoice = invoices.computeIfAbsent(line.invoice(), number -> new Invoice(number, line.customer(), new LinkedHashMap<>()));
        invoice.quantities().merge(line.sku(), (long) line.quantity(), Long::sum);
        Bounds.checkInvoice(line, invoice);
    }

    /// Every sku with an order line, in their order.
    Collection<Sku> skus() {
        return skus.values();
    }

    Sku sku(String sku) {
        Sku known = skus.get(sku);
        if (known == null) {
            throw new IllegalArgumentException("not in the file: " + sku);
        }
        return known;
    }

    /// The customers' countries by their ids; of several countries the last in the file.
    SortedMap<String, String> customers() {
        return countries;
    }

    /// What a sku costs now, in pennies. Fails with [IllegalArgumentException] for one the file does not hold.
    public long price(String sku) {
        return sku(sku).currentPrice();
    }

    /// In the order in which the file first names them.
    public List<Invoice> invoices() {
        return List.copyOf(invoices.values());
    }

    /// Lines of the file, without its header.
    public long lines() {
        return lines;
    }

    /// Lines that are order lines.
    public long used() {
        return used;
    }

    /// The number of lines for each reason that occurred; together with the used ones these are all.
    Map<LeftOut, Long> leftOut() {
        return leftOut;
    }

    /// Invoices that would be orders, but hold no product line.
    public int invoicesWithoutProducts() {
        return withoutProducts.size();
    }

    /// What the order lines came to at the prices of their day, in pennies.
    public long takings() {
        return takings;
    }

    /// What all invoices come to at current prices, in pennies.
    public long totalAtCurrentPrices() {
        return invoices.values().stream().mapToLong(this::total).sum();
    }

    /// What an invoice comes to at current prices, in pennies.
    long total(Invoice invoice) {
        return invoice.quantities().entrySet().stream().mapToLong(line -> line.getValue() * sku(line.getKey()).currentPrice()).sum();
    }

    /// One order to be: the quantities of its skus, equal skus summed, in the file's order.
    public record Invoice(String number, String customer, Map<String, Long> quantities) {}

    /// A price from a minute on.
    record PricePoint(Instant from, long amount) {}

    /// What the file says of one sku.
    static final class Sku {

        private final String sku;
        private final Map<String, Integer> descriptions = new HashMap<>();
        /// By minute; of one minute the later line wins.
        private final TreeMap<Instant, Long> prices = new TreeMap<>();
        private long demand;

        Sku(String sku) {
            this.sku = sku;
        }

        void add(SalesLine line, long pennies) {
            String description = line.description().strip();
            if (!description.isEmpty()) {
                descriptions.merge(description, 1, Integer::sum);
            }
            prices.put(line.minute(), pennies);
            demand += line.quantity();
        }

        String sku() {
            return sku;
        }

        /// The most frequent description; of equally frequent ones the alphabetically first; the sku when there is none.
        String name() {
            return descriptions.entrySet()
                    .stream()
                    .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                    .map(Map.Entry::getKey)
                    .orElse(sku);
        }

        /// Oldest first; equal neighbours are one.
        List<PricePoint> history() {
            List<PricePoint> history = new ArrayList<>();
            prices.forEach((from, amount) -> {
                if (history.isEmpty() || history.getLast().amount() != amount) {
                    history.add(new PricePoint(from, amount));
                }
            });
            return history;
        }

        /// In pennies.
        long currentPrice() {
            return prices.lastEntry().getValue();
        }

        /// Pieces ordered in the whole file.
        long demand() {
            return demand;
        }
    }
}
