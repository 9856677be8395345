package dev.groundswell.testbed.retail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.groundswell.local.console.Progress;

/// Orders every invoice of a file once more, each as its customer, waits until all of them are settled, and holds what the shop says against the file.
///
/// Every run is a new one: it orders again what an earlier one has ordered. The suite is to be left alone meanwhile: what others order of the same skus would
/// be missing on the shelves.
public final class Replay {

    /// Longer than any run; order-service refuses nothing for it.
    private static final Duration TOKEN_LIFE = Duration.ofHours(12);
    /// When no further order has been settled for this long, the wait is over: an order that nobody settles is told again after one minute.
    private static final Duration NO_PROGRESS = Duration.ofSeconds(150);
    private static final long LOOK_AGAIN_MILLIS = 1_000;

    private final RunningSuite suite;
    private final Progress progress;

    public Replay(RunningSuite suite, Progress progress) {
        this.suite = suite;
        this.progress = progress;
    }

    /// Returns when all accepted orders are settled, or do not get any further. Fails with [RetailException] when the file has not been imported or the suite
    /// does not answer any more.
    public ReplayReport run(Retail retail, ReplayPlan plan) throws InterruptedException {
        String admin = suite.tokens().mint("replayer", true, TOKEN_LIFE);
        List<Retail.Invoice> invoices = retail.invoices().stream().limit(plan.limit()).toList();
        Set<String> skus = new TreeSet<>();
        invoices.forEach(invoice -> skus.addAll(invoice.quantities().keySet()));
        try (ShopClient shop = new ShopClient(suite.gateways()); Settlements settlements = Settlements.listeningTo(suite.kafka())) {
            Counter counter = new Counter(shop, admin);
            Map<String, StockCount> before = imported(retail, skus, counter);
            String newest = counter.newestOrder();
            progress.step("replay", String.format(Locale.ROOT, "%,d orders of %,d customers for %,d skus", invoices.size(),
                    invoices.stream().map(Retail.Invoice::customer).distinct().count(), skus.size()));
            Instant from = Instant.now();
            Posting posting = new Posting(shop, suite.tokens(), plan, progress, settlements, UUID.randomUUID().toString());
            List<Sale> sales = posting.post(invoices);
            Duration accepting = Duration.between(from, Instant.now());
            Set<String> customers = customers(invoices);
            awaitSettled(counter, sales, newest);
            Map<String, StockCount> after = counter.settledStock(skus);
            // Read at the end: an order that changes after it was settled, or turns up late, is to be seen.
            List<SoldOrder> orders = counter.ordersOf(customers, newest);
            List<String> discrepancies = new ArrayList<>(posting.failures());
            shop.broken().forEach((what, times) -> discrepancies.add(times + " times a 5xx without Retry-After: " + what));
            discrepancies.addAll(new Reconciliation(retail, sales, orders).discrepancies(before, after));
            discrepancies.addAll(settlements.discrepancies(orders));
            return report(sales, orders, new Times(from, accepting), shop, discrepancies);
        } catch (ShopClient.RefusedException e) {
            throw new RetailException(e);
        }
    }

    /// The stock before the first order.
    private static Map<String, StockCount> imported(Retail retail, Set<String> skus, Counter counter) throws InterruptedException {
        try {
            Map<String, Long> prices = counter.prices(skus.stream().map(retail::sku).toList());
            for (String sku : skus) {
                Long price = prices.get(sku);
                if (price == null || price != retail.sku(sku).currentPrice()) {
                    throw new RetailException("this file is not imported: sku " + sku
                            + (price == null
                                    ? " has no price"
                                    : " costs " + price + " pennies instead of " + retail.sku(sku).currentPrice())
                            + "; ./dev import loads it");
                }
            }
            Map<String, StockCount> stock = counter.settledStock(skus);
            stock.values().stream().filter(count -> count.reserved() != 0).findFirst().ifPresent(count -> {
                throw new RetailException(
                        "orders from before are not settled: " + count.reserved() + " pieces of " + count.sku() + " are reserved");
            });
            return stock;
        } catch (ShopClient.RefusedException e) {
            throw new RetailException("this file is not imported: " + e.getMessage() + "; ./dev import loads it", e);
        }
    }

    private static Set<String> customers(List<Retail.Invoice> invoices) {
        Set<String> customers = new TreeSet<>();
        invoices.forEach(invoice -> customers.add(invoice.customer()));
        return customers;
    }

    /// Asks for the orders of those customers only that have one which is not settled.
    private void awaitSettled(Counter counter, List<Sale> sales, String since) throws InterruptedException {
        List<Sale> open = sales;
        long lastProgress = System.nanoTime();
        while (!open.isEmpty() && System.nanoTime() - lastProgress < NO_PROGRESS.toNanos()) {
            Set<String> settled = new HashSet<>();
            Set<String> asked = customersOf(open);
            counter.ordersOf(asked, since).stream().filter(SoldOrder::settled).forEach(order -> settled.add(order.id()));
            List<Sale> stillOpen = open.stream().filter(sale -> !settled.contains(sale.orderId())).toList();
            if (stillOpen.size() < open.size()) {
                lastProgress = System.nanoTime();
            }
            open = stillOpen;
            progress.step("settling", String.format(Locale.ROOT, "%,d of %,d settled", sales.size() - open.size(), sales.size()));
            if (!open.isEmpty()) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        }
    }

    private static Set<String> customersOf(List<Sale> sales) {
        return sales.stream().map(sale -> sale.invoice().customer()).collect(Collectors.toSet());
    }

    private static ReplayReport report(List<Sale> sales, List<SoldOrder> orders, Times times, ShopClient shop, List<String> discrepancies) {
        long confirmed = orders.stream().filter(SoldOrder::confirmed).count();
        long rejected = orders.stream().filter(SoldOrder::rejected).count();
        long pennies = orders.stream().filter(SoldOrder::confirmed).mapToLong(order -> order.total() == null ? 0 : order.total()).sum();
        Instant last = orders.stream().filter(SoldOrder::settled).map(SoldOrder::updatedAt).max(Instant::compareTo).orElse(times.from());
        return new ReplayReport(sales.size(), confirmed, rejected, pennies, times.accepting(), Duration.between(times.from(), last),
                shop.putOff(), shop.unanswered(), discrepancies);
    }

    private record Times(Instant from, Duration accepting) {}
}
