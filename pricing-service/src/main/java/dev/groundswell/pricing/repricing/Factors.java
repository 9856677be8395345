package dev.groundswell.pricing.repricing;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

import dev.groundswell.platform.commerce.Currencies;
import dev.groundswell.pricing.rate.CrossRate;
import dev.groundswell.pricing.rate.Rate;
import dev.groundswell.pricing.rate.Rates;

/// What amounts of the base currency are multiplied by, all over one divisor, so that each is rounded once, as [CrossRate] does it.
///
/// @param divisor units of the base currency for one euro
/// @param by currency, in their order
record Factors(BigDecimal divisor, SortedMap<String, Factor> by) {

    /// @param factor units for one euro, shifted by the digits that the currency's minor unit has more than the base's
    /// @param version the higher one of both rates'
    record Factor(BigDecimal factor, long version) {}

    /// Of all currencies that have a rate; none without one of the base currency.
    ///
    /// @param rates in force, by currency
    static Factors of(Map<String, Rate> rates, Predicate<String> wanted) {
        SortedMap<String, Factor> factors = new TreeMap<>();
        Rate base = rates.get(Rates.BASE);
        if (base == null) {
            return new Factors(BigDecimal.ONE, factors);
        }
        if (wanted.test(CrossRate.EURO)) {
            factors.put(CrossRate.EURO, factor(CrossRate.EURO, base, BigDecimal.ONE, 0));
        }
        rates.forEach((currency, rate) -> {
            if (!currency.equals(Rates.BASE) && Currencies.known(currency) && wanted.test(currency)) {
                factors.put(currency, factor(currency, base, rate.unitsPerEuro(), rate.version()));
            }
        });
        return new Factors(base.unitsPerEuro(), factors);
    }

    String[] currencies() {
        return by.keySet().toArray(String[]::new);
    }

    String[] factors() {
        return by.values().stream().map(one -> one.factor().toPlainString()).toArray(String[]::new);
    }

    Long[] versions() {
        return by.values().stream().map(Factor::version).toArray(Long[]::new);
    }

    private static Factor factor(String currency, Rate base, BigDecimal unitsPerEuro, long version) {
        CrossRate cross = CrossRate.between(Rates.BASE, base.unitsPerEuro(), currency, unitsPerEuro);
        return new Factor(cross.to().scaleByPowerOfTen(cross.shift()), Math.max(base.version(), version));
    }
}
