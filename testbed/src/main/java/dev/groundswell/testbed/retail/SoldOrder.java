package dev.groundswell.testbed.retail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/// An order as the shop shows it. Money is in pennies; `null` where the shop shows none.
record SoldOrder(String id, String customer, String status, String currency, List<Line> lines, @Nullable Long total, List<Reason> reasons,
        Instant updatedAt) {

    record Line(String sku, long quantity, @Nullable Long unitPrice, @Nullable Long total) {}

    record Reason(String code, @Nullable String sku) {}

    static SoldOrder of(JsonNode order) {
        List<Line> lines = new ArrayList<>();
        order.path("lines").forEach(line -> lines.add(new Line(line.path("sku").asText(), line.path("quantity").asLong(),
                money(line.path("unitPrice")), money(line.path("total")))));
        List<Reason> reasons = new ArrayList<>();
        order.path("reasons").forEach(reason -> reasons.add(new Reason(reason.path("code").asText(), reason.path("sku").textValue())));
        return new SoldOrder(order.path("id").asText(), order.path("customerId").asText(), order.path("status").asText(),
                order.path("currency").asText(), lines,
                money(order.path("total")), reasons, Instant.parse(order.path("updatedAt").asText()));
    }

    private static @Nullable Long money(JsonNode money) {
        return money.path("currency").asText().equals("GBP") ? Long.valueOf(money.path("amount").asLong()) : null;
    }

    boolean settled() {
        return confirmed() || rejected();
    }

    boolean confirmed() {
        return status.equals("confirmed");
    }

    boolean rejected() {
        return status.equals("rejected");
    }
}
