package dev.groundswell.pricing.price;

import java.time.Instant;

import dev.groundswell.pricing.rule.Tariff;

/// A row about to be written.
///
/// @param scheduled whether it was asked for at a later moment than the writing
record PriceEntry(String sku, String currency, Instant validFrom, Tariff tariff, boolean scheduled) {

    static PriceEntry of(PriceDraft draft, Instant validFrom, boolean scheduled) {
        return new PriceEntry(draft.sku(), draft.currency(), validFrom, draft.tariff(), scheduled);
    }

    /// What there can be only one of.
    Key key() {
        return new Key(sku, currency, validFrom);
    }

    record Key(String sku, String currency, Instant validFrom) {}
}
