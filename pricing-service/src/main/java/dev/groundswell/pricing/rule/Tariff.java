package dev.groundswell.pricing.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.groundswell.pricing.rate.CrossRate;

/// What a piece costs, by quantity and time.
///
/// @param amount of a piece, in minor units
/// @param breaks by ascending quantity
/// @param promotion the one time it costs less, if any
public record Tariff(long amount, List<Break> breaks, @Nullable Promotion promotion) {

    public Tariff {
        breaks = List.copyOf(breaks);
    }

    /// What each of `quantity` pieces costs at `moment`: the amount of the break with the highest minimum that is reached, else the base
    /// amount; less the promotion, if it runs.
    public long unitPrice(long quantity, Instant moment) {
        long unit = amount;
        for (Break step : breaks) {
            if (step.minQuantity() <= quantity) {
                unit = step.amount();
            }
        }
        return promotion != null && promotion.runsAt(moment) ? promotion.reduce(unit) : unit;
    }

    /// What of this counts at `moment`: without a promotion that does not run then.
    public Tariff at(Instant moment) {
        return promotion == null || promotion.runsAt(moment) ? this : new Tariff(amount, breaks, null);
    }

    /// The same tariff in another currency, each amount rounded by itself; `null` when one is too large to be money.
    public @Nullable Tariff convert(CrossRate rate) {
        Long base = rate.convert(amount);
        if (base == null) {
            return null;
        }
        List<Break> converted = new ArrayList<>(breaks.size());
        for (Break step : breaks) {
            Long each = rate.convert(step.amount());
            if (each == null) {
                return null;
            }
            converted.add(new Break(step.minQuantity(), each));
        }
        return new Tariff(base, converted, promotion);
    }

    /// When the clock alone next changes what a piece costs, after `moment`; `null` when it never will.
    public @Nullable Instant boundaryAfter(Instant moment) {
        return promotion == null ? null : promotion.boundaryAfter(moment);
    }
}
