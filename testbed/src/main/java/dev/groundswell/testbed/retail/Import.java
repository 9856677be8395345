package dev.groundswell.testbed.retail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import dev.groundswell.local.console.Progress;

/// Loads what a file of sales says through the batch endpoints. Done twice it leaves the same as done once, but for pieces sold in between: stock is
/// counted anew.
public final class Import {

    private static final int BATCH = 1_000;
    /// Different kinds and skus: more would only queue up in front of the databases.
    private static final int AT_A_TIME = 4;
    private static final String CATEGORY = "online-retail";
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final RunningSuite suite;
    private final Progress progress;

    public Import(RunningSuite suite, Progress progress) {
        this.suite = suite;
        this.progress = progress;
    }

    /// Returns when all of it is written. Fails with [RetailException]; then a part may be written, and importing again completes it.
    ///
    /// @param onHand of every sku; without it each has as many as the whole file orders
    public void load(Retail retail, OptionalLong onHand) throws InterruptedException {
        String token = suite.tokens().mint("importer", true, TOKEN_LIFE);
        try (ShopClient shop = new ShopClient(suite.gateways())) {
            write(shop, token, "products", retail.skus().stream().map(Import::product).toList());
            // The history of one sku is in one batch: two batches that hold some of it each would race for it.
            writeGroups(shop, token, "prices", retail.skus().stream().map(Import::prices).toList());
            write(shop, token, "stock", retail.skus().stream().map(sku -> stock(sku, onHand)).toList());
            write(shop, token, "customers", retail.customers().entrySet().stream().map(Import::customer).toList());
        } catch (ShopClient.RefusedException e) {
            throw new RetailException(e);
        }
    }

    /// Counts the stock of some skus anew. Fails as [#load].
    public void count(Map<String, Long> onHand) throws InterruptedException {
        String token = suite.tokens().mint("importer", true, TOKEN_LIFE);
        try (ShopClient shop = new ShopClient(suite.gateways())) {
            write(shop, token, "stock",
                    onHand.entrySet().stream().<Map<String, Object>>map(one -> Map.of("sku", one.getKey(), "onHand", one.getValue()))
                            .toList());
        } catch (ShopClient.RefusedException e) {
            throw new RetailException(e);
        }
    }

    private void write(ShopClient shop, String token, String kind, List<Map<String, Object>> items) throws InterruptedException {
        writeGroups(shop, token, kind, items.stream().map(List::of).toList());
    }

    private void writeGroups(ShopClient shop, String token, String kind, List<List<Map<String, Object>>> groups)
            throws InterruptedException {
        long written = Concurrently
                .map(batches(groups), AT_A_TIME,
                        batch -> shop.post("/api/" + kind + ":batch", token, Map.of("items", batch), null).path("written").asLong())
                .stream().mapToLong(Long::longValue).sum();
        progress.step("import", kind + ": " + written);
    }

    /// Groups are not divided, unless one alone is more than a batch may hold.
    private static List<List<Map<String, Object>>> batches(List<List<Map<String, Object>>> groups) {
        List<List<Map<String, Object>>> batches = new ArrayList<>();
        List<Map<String, Object>> batch = new ArrayList<>();
        for (List<Map<String, Object>> group : groups) {
            if (batch.size() + group.size() > BATCH && !batch.isEmpty()) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
            for (Map<String, Object> item : group) {
                if (batch.size() == BATCH) {
                    batches.add(batch);
                    batch = new ArrayList<>();
                }
                batch.add(item);
            }
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    private static Map<String, Object> product(Retail.Sku sku) {
        Map<String, Object> product = new LinkedHashMap<>();
        product.put("sku", sku.sku());
        product.put("name", sku.name());
        product.put("category", CATEGORY);
        return product;
    }

    private static List<Map<String, Object>> prices(Retail.Sku sku) {
        return sku.history().stream().<Map<String, Object>>map(
                point -> Map.of("sku", sku.sku(), "currency", "GBP", "amount", point.amount(), "validFrom", point.from().toString()))
                .toList();
    }

    private static Map<String, Object> stock(Retail.Sku sku, OptionalLong onHand) {
        return Map.of("sku", sku.sku(), "onHand", onHand.orElse(sku.demand()));
    }

    private static Map<String, Object> customer(Map.Entry<String, String> customer) {
        return Map.of("id", customer.getKey(), "name", "Customer " + customer.getKey(), "country", customer.getValue());
    }
}
