package dev.groundswell.pricing.price;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.commerce.Currencies;
import dev.groundswell.platform.commerce.Skus;
import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.platform.problem.Violations;
import dev.groundswell.pricing.price.PriceBody.BreakBody;
import dev.groundswell.pricing.price.PriceBody.PromotionBody;
import dev.groundswell.pricing.rule.Break;
import dev.groundswell.pricing.rule.Promotion;
import dev.groundswell.pricing.rule.Tariff;

/// A price somebody may write: every value is in its bounds.
///
/// @param validFrom as asked for; `null` for now
/// @param derived whether it was read as a derived price
record PriceDraft(String sku, String currency, Tariff tariff, @Nullable Instant validFrom, boolean derived) {

    /// Ten thousand million pounds a piece. Times the largest quantity it still fits 64 bits.
    private static final long MOST_AMOUNT = 1_000_000_000_000L;
    private static final long MOST_QUANTITY = 1_000_000;
    private static final int MOST_BREAKS = 20;
    private static final int MOST_ITEMS = 1_000;

    /// Reads the body of a PUT to `sku`.
    ///
    /// @throws Refusal 422 that lists all that is wrong
    static PriceDraft of(String sku, PriceBody body) {
        Violations violations = new Violations();
        violations.require(body.sku() == null || body.sku().equals(sku), "/sku", "must be the path's sku " + sku);
        PriceDraft draft = read(sku, body, "", violations);
        violations.refuseIfAny();
        return draft;
    }

    /// Reads a batch.
    ///
    /// @throws Refusal 422 that lists all that is wrong, up to a bound
    static List<PriceDraft> of(PriceBody.Batch batch) {
        Violations violations = new Violations();
        List<@Nullable PriceBody> items = batch.items() == null ? List.of() : batch.items();
        violations.present(batch.items(), "/items");
        violations.require(items.size() <= MOST_ITEMS, "/items", "must be at most " + MOST_ITEMS + ", were " + items.size());
        violations.refuseIfAny();
        List<PriceDraft> drafts = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            PriceBody item = items.get(i);
            String at = "/items/" + i;
            if (item == null) {
                violations.present(null, at);
            } else {
                violations.require(Skus.wellFormed(item.sku()), at + "/sku",
                        "must be a sku: a letter or digit, then up to 63 of A-Za-z0-9._-");
                drafts.add(read(String.valueOf(item.sku()), item, at, violations));
            }
        }
        violations.refuseIfAny();
        return drafts;
    }

    private static PriceDraft read(String sku, PriceBody body, String at, Violations violations) {
        violations.require(Currencies.known(body.currency()), at + "/currency", "must be an ISO 4217 currency");
        violations.range(body.amount(), 0, MOST_AMOUNT, at + "/amount");
        Tariff tariff = new Tariff(orZero(body.amount()), breaks(body.breaks(), at + "/breaks", violations),
                promotion(body.promotion(), at + "/promotion", violations));
        return new PriceDraft(sku, String.valueOf(body.currency()), tariff, body.validFrom(), body.derivedFrom() != null);
    }

    private static List<Break> breaks(@Nullable List<@Nullable BreakBody> bodies, String at, Violations violations) {
        List<Break> breaks = new ArrayList<>();
        if (bodies == null
                || !violations.require(bodies.size() <= MOST_BREAKS, at, "must be at most " + MOST_BREAKS + ", were " + bodies.size())) {
            return breaks;
        }
        long reached = 1;
        for (int i = 0; i < bodies.size(); i++) {
            BreakBody body = bodies.get(i);
            String here = at + "/" + i;
            if (body == null) {
                violations.present(null, here);
                continue;
            }
            violations.range(body.amount(), 0, MOST_AMOUNT, here + "/amount");
            if (violations.range(body.minQuantity(), 2, MOST_QUANTITY, here + "/minQuantity")) {
                violations.require(orZero(body.minQuantity()) > reached, here + "/minQuantity",
                        "must be above the break before, " + reached);
                reached = orZero(body.minQuantity());
            }
            breaks.add(new Break(orZero(body.minQuantity()), orZero(body.amount())));
        }
        return breaks;
    }

    private static @Nullable Promotion promotion(@Nullable PromotionBody body, String at, Violations violations) {
        if (body == null) {
            return null;
        }
        boolean complete = violations.range(body.percentOff(), 1, 100, at + "/percentOff");
        complete &= violations.present(body.from(), at + "/from");
        complete &= violations.present(body.until(), at + "/until");
        if (!complete || body.from() == null || body.until() == null) {
            return null;
        }
        violations.require(body.from().isBefore(body.until()), at + "/until", "must be after from");
        return new Promotion(Math.toIntExact(orZero(body.percentOff())), body.from(), body.until());
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
