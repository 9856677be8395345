package dev.groundswell.pricing.price;

import java.time.DateTimeException;
import java.time.Instant;

import dev.groundswell.platform.commerce.Currencies;
import dev.groundswell.platform.problem.Refusal;

/// Where a page of a sku's history ends.
record HistoryKey(Instant validFrom, String currency) {

    static HistoryKey of(Price last) {
        return new HistoryKey(last.validFrom(), last.currency());
    }

    /// @throws Refusal 400 when it is no key of ours
    static HistoryKey parse(String text) {
        int blank = text.indexOf(' ');
        if (blank > 0 && Currencies.known(text.substring(blank + 1))) {
            try {
                return new HistoryKey(Instant.parse(text.substring(0, blank)), text.substring(blank + 1));
            } catch (DateTimeException e) {
                throw broken();
            }
        }
        throw broken();
    }

    String text() {
        return validFrom + " " + currency;
    }

    private static Refusal broken() {
        return Refusal.badRequest("Query parameter after: not a cursor of this history.");
    }
}
