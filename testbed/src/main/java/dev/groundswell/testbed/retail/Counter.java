package dev.groundswell.testbed.retail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

/// Reads what the shop shows: stock, prices, orders.
final class Counter {

    private static final int AT_A_TIME = 16;
    private static final int SKUS_A_REQUEST = 100;
    private static final int ORDERS_A_PAGE = 100;
    /// Confirmed orders leave the shelves a moment after they are shown as confirmed.
    private static final Duration SHELVES = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 250;

    private final ShopClient shop;
    private final String token;

    /// @param token an admin's
    Counter(ShopClient shop, String token) {
        this.shop = shop;
        this.token = token;
    }

    /// The current prices in pounds, by sku; a sku without one is missing.
    Map<String, Long> prices(Collection<Retail.Sku> skus) throws InterruptedException {
        List<String> all = skus.stream().map(Retail.Sku::sku).toList();
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += SKUS_A_REQUEST) {
            parts.add(all.subList(from, Math.min(all.size(), from + SKUS_A_REQUEST)));
        }
        Map<String, Long> prices = new HashMap<>();
        for (JsonNode answer : Concurrently.map(parts, AT_A_TIME,
                part -> shop.get("/api/prices?currency=GBP&skus=" + String.join(",", part), token))) {
            answer.path("items").forEach(price -> prices.put(price.path("sku").asText(), price.path("amount").asLong()));
        }
        return prices;
    }

    Map<String, StockCount> stock(Collection<String> skus) throws InterruptedException {
        Map<String, StockCount> counts = new TreeMap<>();
        Concurrently.map(skus, AT_A_TIME, this::stock).forEach(count -> counts.put(count.sku(), count));
        return counts;
    }

    /// As [#stock(Collection)], when nothing is reserved any more, or does not become less for a minute.
    Map<String, StockCount> settledStock(Collection<String> skus) throws InterruptedException {
        Map<String, StockCount> counts = stock(skus);
        long reserved = reserved(counts);
        long lastProgress = System.nanoTime();
        while (reserved != 0 && System.nanoTime() - lastProgress < SHELVES.toNanos()) {
            Thread.sleep(PAUSE_MILLIS);
            counts.putAll(stock(moving(counts)));
            long now = reserved(counts);
            if (now < reserved) {
                lastProgress = System.nanoTime();
            }
            reserved = now;
        }
        return counts;
    }

    private static long reserved(Map<String, StockCount> counts) {
        return counts.values().stream().mapToLong(count -> Math.abs(count.reserved())).sum();
    }

    private static List<String> moving(Map<String, StockCount> counts) {
        return counts.values().stream().filter(count -> count.reserved() != 0).map(StockCount::sku).toList();
    }

    private StockCount stock(String sku) throws InterruptedException {
        JsonNode stock = shop.get("/api/stock/" + sku, token);
        return new StockCount(sku, stock.path("onHand").asLong(), stock.path("reserved").asLong(), stock.path("available").asLong());
    }

    /// The id of the newest order of all, empty when there is none. Ids grow with time.
    String newestOrder() throws InterruptedException {
        return shop.get("/api/orders?limit=1", token).path("items").path(0).path("id").asText("");
    }

    /// The orders of each customer that are newer than `since`.
    List<SoldOrder> ordersOf(Collection<String> customers, String since) throws InterruptedException {
        return Concurrently.map(customers, AT_A_TIME, customer -> ordersOf(customer, since)).stream().flatMap(List::stream).toList();
    }

    private List<SoldOrder> ordersOf(String customer, String since) throws InterruptedException {
        List<SoldOrder> orders = new ArrayList<>();
        String after = "";
        for (;;) {
            JsonNode page = shop.get(
                    "/api/orders?customer=" + customer + "&limit=" + ORDERS_A_PAGE + (after.isEmpty() ? "" : "&after=" + after), token);
            for (JsonNode order : page.path("items")) {
                if (order.path("id").asText().compareTo(since) <= 0) {
                    return orders;
                }
                orders.add(SoldOrder.of(order));
            }
            after = page.path("next").asText("");
            if (after.isEmpty() || page.path("next").isNull()) {
                return orders;
            }
        }
    }
}
