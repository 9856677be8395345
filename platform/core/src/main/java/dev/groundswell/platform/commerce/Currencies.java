package dev.groundswell.platform.commerce;

import java.util.Currency;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/// The currencies of ISO 4217 that have minor units, as the JDK knows them.
public final class Currencies {

    /// Code to number of decimal digits of the minor unit: GBP 2, JPY 0, BHD 3.
    private static final Map<String, Integer> FRACTION_DIGITS = Currency.getAvailableCurrencies()
            .stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, Currency::getDefaultFractionDigits));

    private Currencies() {}

    public static boolean known(@Nullable String code) {
        return code != null && FRACTION_DIGITS.containsKey(code);
    }

    /// Decimal digits of the minor unit of a known currency.
    public static int fractionDigits(String code) {
        Integer digits = FRACTION_DIGITS.get(code);
        if (digits == null) {
            throw new IllegalArgumentException("unknown currency: " + code);
        }
        return digits;
    }
}
