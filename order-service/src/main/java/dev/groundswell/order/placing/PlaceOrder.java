package dev.groundswell.order.placing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.groundswell.order.orders.Order;
import dev.groundswell.platform.commerce.Currencies;
import dev.groundswell.platform.commerce.Money;
import dev.groundswell.platform.commerce.Skus;
import dev.groundswell.platform.problem.Violations;

/// The body of `POST /api/orders`, of the right types but otherwise unchecked.
record PlaceOrder(@Nullable String currency, @Nullable List<@Nullable Line> lines, @Nullable Expectation expectedTotal) {

    private static final int MOST_LINES = 1_000;
    private static final long LARGEST_QUANTITY = 1_000_000;
    private static final long LARGEST_TOTAL = 1_000_000_000_000_000L;

    record Line(@Nullable String sku, @Nullable Long quantity) {}

    record Expectation(@Nullable String currency, @Nullable Long amount) {}

    /// The order this body asks for: equal skus are one line, at the place of the first.
    ///
    /// @throws dev.groundswell.platform.problem.Refusal 422 that points at everything wrong with it
    OrderRequest checked() {
        Violations violations = new Violations();
        violations.require(Currencies.known(currency), "/currency", "must be an ISO 4217 currency, was " + currency);
        Map<String, Integer> quantities = quantities(violations);
        Money expected = expected(violations);
        violations.refuseIfAny();
        List<Order.Line> merged = new ArrayList<>(quantities.size());
        quantities.forEach((sku, quantity) -> merged.add(new Order.Line(sku, quantity)));
        return new OrderRequest(String.valueOf(currency), merged, expected);
    }

    private Map<String, Integer> quantities(Violations violations) {
        Map<String, Integer> quantities = new LinkedHashMap<>();
        if (lines == null || lines.isEmpty() || lines.size() > MOST_LINES) {
            violations.require(false, "/lines", "must hold 1.." + MOST_LINES + " lines, was " + (lines == null ? 0 : lines.size()));
            return quantities;
        }
        for (int i = 0; i < lines.size(); i++) {
            add(quantities, lines.get(i), "/lines/" + i, violations);
        }
        return quantities;
    }

    private static void add(Map<String, Integer> quantities, @Nullable Line line, String pointer, Violations violations) {
        if (line == null) {
            violations.present(null, pointer);
            return;
        }
        String sku = line.sku();
        Long quantity = line.quantity();
        boolean known = violations.require(Skus.wellFormed(sku), pointer + "/sku",
                "must be a sku: 1..64 of A-Z a-z 0-9 . _ -, the first a letter or digit");
        boolean countable = violations.range(quantity, 1, LARGEST_QUANTITY, pointer + "/quantity");
        if (known && countable && sku != null && quantity != null) {
            int sum = quantities.merge(sku, quantity.intValue(), Integer::sum);
            violations.require(sum <= LARGEST_QUANTITY, pointer + "/quantity",
                    "must be 1.." + LARGEST_QUANTITY + " for a sku in all, was " + sum + " for " + sku);
        }
    }

    private @Nullable Money expected(Violations violations) {
        if (expectedTotal == null) {
            return null;
        }
        Long amount = expectedTotal.amount();
        violations.require(expectedTotal.currency() != null && expectedTotal.currency().equals(currency), "/expectedTotal/currency",
                "must be the order's currency");
        violations.range(amount, 0, LARGEST_TOTAL, "/expectedTotal/amount");
        return new Money(String.valueOf(currency), amount == null ? 0 : amount);
    }
}
