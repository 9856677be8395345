package dev.groundswell.testbed.retail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// Holds what the shop says after a replay against the file and against what it said before. Trusts nothing that was only sent.
final class Reconciliation {

    private final Retail retail;
    private final List<Sale> sales;
    private final List<SoldOrder> orders;
    private final List<String> found = new ArrayList<>();

    /// @param orders all that the customers have placed since the replay began, as they are at its end
    Reconciliation(Retail retail, List<Sale> sales, List<SoldOrder> orders) {
        this.retail = retail;
        this.sales = List.copyOf(sales);
        this.orders = List.copyOf(orders);
    }

    /// Everything that is not as it must be, a sentence each.
    ///
    /// @param before the stock of every sku before the first order, nothing reserved
    /// @param after the same after the last was settled
    List<String> discrepancies(Map<String, StockCount> before, Map<String, StockCount> after) {
        found.clear();
        Map<String, Retail.Invoice> accepted = accepted();
        Map<String, Long> sold = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (SoldOrder order : orders) {
            Retail.Invoice invoice = accepted.get(order.id());
            if (invoice == null) {
                found.add("order " + order.id() + " of " + order.customer() + " was never accepted");
            } else if (!seen.add(order.id())) {
                found.add("order " + order.id() + " is listed twice");
            } else {
                check(order, invoice, after);
            }
            if (order.confirmed()) {
                order.lines().forEach(line -> sold.merge(line.sku(), line.quantity(), Long::sum));
            }
        }
        accepted.forEach((id, invoice) -> {
            if (!seen.contains(id)) {
                found.add("order " + id + " (invoice " + invoice.number() + ") was accepted and is lost");
            }
        });
        before.forEach((sku, count) -> checkStock(count, after.get(sku), sold.getOrDefault(sku, 0L)));
        return List.copyOf(found);
    }

    private Map<String, Retail.Invoice> accepted() {
        Map<String, Retail.Invoice> accepted = new HashMap<>();
        for (Sale sale : sales) {
            Retail.Invoice other = accepted.put(sale.orderId(), sale.invoice());
            if (other != null) {
                found.add(
                        "invoices " + other.number() + " and " + sale.invoice().number() + " were accepted as one order " + sale.orderId());
            }
        }
        return accepted;
    }

    private void check(SoldOrder order, Retail.Invoice invoice, Map<String, StockCount> after) {
        String name = "order " + order.id() + " (invoice " + invoice.number() + ")";
        Map<String, Long> quantities = new HashMap<>();
        order.lines().forEach(line -> quantities.merge(line.sku(), line.quantity(), Long::sum));
        if (!order.customer().equals(invoice.customer()) || !order.currency().equals("GBP") || !quantities.equals(invoice.quantities())) {
            found.add(name + " is not what was ordered");
        }
        if (order.confirmed()) {
            checkPrices(name, order, invoice);
        } else if (order.rejected()) {
            checkReasons(name, order, invoice, after);
        } else {
            found.add(name + " is not settled: " + order.status());
        }
    }

    private void checkPrices(String name, SoldOrder order, Retail.Invoice invoice) {
        for (SoldOrder.Line line : order.lines()) {
            Long price = invoice.quantities().containsKey(line.sku()) ? retail.sku(line.sku()).currentPrice() : null;
            if (price == null || line.unitPrice() == null || !line.unitPrice().equals(price) || line.total() == null
                    || line.total() != price * line.quantity()) {
                found.add(name + ": " + line.sku() + " should cost " + price + " pennies each, is " + line.unitPrice() + ", in all "
                        + line.total());
            }
        }
        long total = retail.total(invoice);
        if (order.total() == null || order.total() != total) {
            found.add(name + " should come to " + total + " pennies, is " + order.total());
        }
    }

    /// Stock only goes down during a replay, so what is left at its end was there when the order was refused, too.
    private void checkReasons(String name, SoldOrder order, Retail.Invoice invoice, Map<String, StockCount> after) {
        boolean scarce = order.reasons().stream()
                .anyMatch(reason -> reason.code().equals("out-of-stock") && reason.sku() != null && lacks(reason.sku(), invoice, after));
        boolean other = order.reasons().stream().anyMatch(reason -> !reason.code().equals("out-of-stock"));
        if (!scarce || other) {
            found.add(name + " was rejected without a reason: " + order.reasons());
        }
    }

    private static boolean lacks(String sku, Retail.Invoice invoice, Map<String, StockCount> after) {
        Long wanted = invoice.quantities().get(sku);
        StockCount left = after.get(sku);
        return wanted != null && left != null && wanted > left.available();
    }

    private void checkStock(StockCount before, @Nullable StockCount after, long sold) {
        String sku = before.sku();
        if (after == null) {
            found.add("stock of " + sku + " is gone");
            return;
        }
        if (before.onHand() - sold != after.onHand()) {
            found.add("stock of " + sku + ": " + before.onHand() + " on hand before, " + sold + " confirmed, " + after.onHand()
                    + " on hand after");
        }
        if (after.reserved() != 0) {
            found.add("stock of " + sku + ": " + after.reserved() + " still reserved");
        }
        if (after.onHand() < 0 || after.available() != Math.max(0, after.onHand() - after.reserved())) {
            found.add("stock of " + sku + ": " + after.onHand() + " on hand, " + after.reserved() + " reserved, but " + after.available()
                    + " available");
        }
    }
}
