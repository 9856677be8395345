package dev.groundswell.pricing.quote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.commerce.Currencies;
import dev.groundswell.platform.commerce.Skus;
import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.platform.problem.Violations;

/// A basket that may be quoted: known currency, each sku once, quantities in their bounds.
record Basket(String currency, List<Line> lines) {

    private static final long MOST_QUANTITY = 1_000_000;
    private static final int MOST_LINES = 1_000;

    /// @param place index of the sku's first line in the request, for pointers
    record Line(String sku, long quantity, int place) {

        private Line plus(long more) {
            return new Line(sku, quantity + more, place);
        }
    }

    /// Sums lines of the same sku in the place of the first.
    ///
    /// @throws Refusal 422 that lists all that is wrong
    static Basket of(QuoteRequest request) {
        Violations violations = new Violations();
        violations.require(Currencies.known(request.currency()), "/currency", "must be an ISO 4217 currency");
        List<QuoteRequest.@Nullable Line> lines = request.lines() == null ? List.of() : request.lines();
        violations.require(!lines.isEmpty() && lines.size() <= MOST_LINES, "/lines", "must be 1.." + MOST_LINES + ", were " + lines.size());
        // What is too long is not looked at any further.
        Map<String, Line> summed = lines.size() <= MOST_LINES ? sum(lines, violations) : Map.of();
        violations.refuseIfAny();
        return new Basket(String.valueOf(request.currency()), new ArrayList<>(summed.values()));
    }

    private static Map<String, Line> sum(List<QuoteRequest.@Nullable Line> lines, Violations violations) {
        Map<String, Line> summed = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            QuoteRequest.Line line = lines.get(i);
            String at = "/lines/" + i;
            if (line == null) {
                violations.present(null, at);
                continue;
            }
            boolean usable = violations.require(Skus.wellFormed(line.sku()), at + "/sku",
                    "must be a sku: a letter or digit, then up to 63 of A-Za-z0-9._-");
            usable &= violations.range(line.quantity(), 1, MOST_QUANTITY, at + "/quantity");
            if (usable && line.sku() != null && line.quantity() != null) {
                Line before = summed.get(line.sku());
                Line now = before == null ? new Line(line.sku(), line.quantity(), i) : before.plus(line.quantity());
                violations.require(now.quantity() <= MOST_QUANTITY, at + "/quantity",
                        "must be 1.." + MOST_QUANTITY + " with the other lines of " + line.sku() + ", was " + now.quantity());
                summed.put(line.sku(), now);
            }
        }
        return summed;
    }
}
