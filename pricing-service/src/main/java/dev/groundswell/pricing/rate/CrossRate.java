package dev.groundswell.pricing.rate;

import java.math.BigDecimal;
import java.math.RoundingMode;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.commerce.Currencies;

/// How minor units of one currency become minor units of another. Both rates are kept as they were published, so that an amount is rounded
/// once and not twice.
///
/// @param from units of the amount's currency for one euro
/// @param to units of the wanted currency for one euro
/// @param shift decimal digits the wanted currency's minor unit has more than the amount's: GBP to JPY is -2
public record CrossRate(BigDecimal from, BigDecimal to, int shift) {

    /// The euro's rate to itself, which nobody publishes.
    public static final String EURO = "EUR";

    /// Largest converted amount: the largest total, so that what is too large for one piece is no price.
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000_000L);

    public static CrossRate between(String currency, BigDecimal unitsPerEuro, String wanted, BigDecimal wantedPerEuro) {
        return new CrossRate(unitsPerEuro, wantedPerEuro, Currencies.fractionDigits(wanted) - Currencies.fractionDigits(currency));
    }

    /// The amount in the wanted currency's minor units, HALF_UP; `null` when it is beyond 10^15, where totals end.
    public @Nullable Long convert(long amount) {
        BigDecimal converted = BigDecimal.valueOf(amount)
                .multiply(to)
                .scaleByPowerOfTen(shift)
                .divide(from, 0, RoundingMode.HALF_UP);
        return converted.compareTo(MOST) > 0 ? null : converted.longValueExact();
    }
}
