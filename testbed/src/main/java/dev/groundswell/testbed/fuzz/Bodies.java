package dev.groundswell.testbed.fuzz;

import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.groundswell.testbed.contract.Call;
import dev.groundswell.testbed.contract.Contract;

/// Bodies that a call accepts: valid by the schema, and by what no schema can say. Confined to one thread.
final class Bodies {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> CURRENCIES = List.of("GBP", "EUR", "JPY", "BHD", "USD");

    private final Contract contract;
    private final Shop shop;
    private final Values values;
    private final RandomGenerator random;

    Bodies(Contract contract, Shop shop, RandomGenerator random) {
        this.contract = contract;
        this.shop = shop;
        this.random = random;
        this.values = new Values(contract, random, Map.of("Sku", () -> JSON.textNode(shop.fresh()), "Currency",
                () -> JSON.textNode(CURRENCIES.get(random.nextInt(CURRENCIES.size())))));
    }

    Values values() {
        return values;
    }

    /// @param key the last segment of the path's variable part
    ObjectNode valid(Call call, String key) {
        ObjectNode body = (ObjectNode) values.valid(contract.at(call.bodyPointer()));
        switch (call.id()) {
            case "quote", "placeOrder" -> basket(body);
            default -> {
                written(body, key);
                body.path("items").forEach(item -> written((ObjectNode) item, null));
                withoutTwins(body);
            }
        }
        return body;
    }

    /// What no schema can say of a thing to be written.
    private void written(ObjectNode thing, @Nullable String key) {
        for (String name : List.of("sku", "id")) {
            if (key != null && thing.path(name).isTextual()) {
                thing.put(name, key);
            }
        }
        if (thing.path("manufacturerId").isTextual()) {
            thing.put("manufacturerId", shop.manufacturer());
        }
        if (thing.path("breaks") instanceof ArrayNode breaks) {
            Map<Long, JsonNode> ascending = new TreeMap<>();
            breaks.forEach(step -> ascending.put(step.path("minQuantity").asLong(), step));
            breaks.removeAll().addAll(ascending.values());
        }
        if (thing.path("promotion") instanceof ObjectNode promotion) {
            List<JsonNode> ends = new ArrayList<>(List.of(promotion.path("from"), promotion.path("until")));
            ends.sort(Comparator.comparing(end -> OffsetDateTime.parse(end.asText())));
            promotion.set("from", ends.getFirst());
            promotion.set("until", ends.getLast());
            if (OffsetDateTime.parse(ends.getFirst().asText()).isEqual(OffsetDateTime.parse(ends.getLast().asText()))) {
                thing.putNull("promotion");
            }
        }
    }

    private static void withoutTwins(ObjectNode batch) {
        Set<String> seen = new HashSet<>();
        if (batch.path("items") instanceof ArrayNode items) {
            for (int i = items.size() - 1; i >= 0; i--) {
                JsonNode item = items.get(i);
                if (!seen.add(item.path("sku").asText() + item.path("id").asText())) {
                    items.remove(i);
                }
            }
        }
    }

    private void basket(ObjectNode basket) {
        basket.put("currency", "GBP");
        Map<String, BigInteger> sums = new TreeMap<>();
        for (JsonNode line : basket.path("lines")) {
            String sku = shop.pricedSku();
            long quantity = line.path("quantity").asLong();
            if (sums.merge(sku, BigInteger.valueOf(quantity), BigInteger::add).longValueExact() > 1_000_000) {
                sku = shop.fresh();
            }
            ((ObjectNode) line).put("sku", sku);
        }
        if (basket.path("expectedTotal") instanceof ObjectNode expected) {
            expected.put("currency", "GBP");
        }
    }
}
