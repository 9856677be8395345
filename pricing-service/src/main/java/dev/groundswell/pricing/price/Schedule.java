package dev.groundswell.pricing.price;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.groundswell.pricing.rate.Rates;

/// All that a sku costs from a moment on, in every currency, with what is scheduled: what is kept of it is evaluated at each read, so that one price takes
/// over from another by the clock alone.
///
/// @param rows the sku's, by currency and `validFrom`: of each currency that in force at `from`, if there is any, and the later ones
/// @param from first moment it speaks of
/// @param until first moment it does not speak of any more; `null` when it speaks of all
record Schedule(List<Price> rows, Instant from, @Nullable Instant until) {

    private static final Comparator<Price> ORDER = Comparator.comparing(Price::currency).thenComparing(Price::validFrom);

    Schedule {
        rows = rows.stream().sorted(ORDER).toList();
    }

    /// Of a sku whose rows cannot be read: speaks of no moment.
    static Schedule unreadable() {
        return new Schedule(List.of(), Instant.EPOCH, Instant.EPOCH);
    }

    /// Whether it says what holds at `moment`.
    boolean knows(Instant moment) {
        return !moment.isBefore(from) && (until == null || moment.isBefore(until));
    }

    /// Whether a read in `currency` may have to convert.
    boolean derives(String currency, Instant moment) {
        return !currency.equals(Rates.BASE) && row(currency, moment) == null
                && rows.stream().anyMatch(row -> row.currency().equals(Rates.BASE));
    }

    /// What is in force at a moment it knows: the currency's own price, else the base currency's converted, else nothing.
    ///
    /// @param rates from the base currency; `null` when it [derives][#derives] nothing
    InForce at(String currency, Instant moment, @Nullable Rates rates) {
        Price own = row(currency, moment);
        Price base = own == null && !currency.equals(Rates.BASE) ? row(Rates.BASE, moment) : null;
        Instant next = earlier(next(currency, moment), next(Rates.BASE, moment));
        if (own != null) {
            return InForce.own(own, next);
        }
        return base == null || rates == null
                ? new InForce(null, null, next)
                : InForce.derived(base, currency, rates.at(moment), earlier(next, rates.nextAfter(moment)));
    }

    private @Nullable Price row(String currency, Instant moment) {
        Price found = null;
        for (Price row : rows) {
            if (row.currency().equals(currency) && !row.validFrom().isAfter(moment)) {
                found = row;
            }
        }
        return found;
    }

    /// When the next row takes over, or from when on that is not known.
    private @Nullable Instant next(String currency, Instant moment) {
        for (Price row : rows) {
            if (row.currency().equals(currency) && row.validFrom().isAfter(moment)) {
                return row.validFrom();
            }
        }
        return until;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
