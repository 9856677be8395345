package dev.groundswell.pricing.price;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.http.EntityTag;
import dev.groundswell.pricing.rate.Rates.Conversion;
import dev.groundswell.pricing.rule.Tariff;

/// What is in force at a moment.
///
/// @param price `null` when there is none
/// @param tag entity tag of the price; names currency and rates when it is derived
/// @param scheduled when another row or rate takes over; `null` when none is known or nobody asked
public record InForce(@Nullable Price price, @Nullable String tag, @Nullable Instant scheduled) {

    static InForce own(Price price, @Nullable Instant scheduled) {
        return new InForce(price, EntityTag.of(price.version()), scheduled);
    }

    /// The base currency's price in another one; no price at all without a conversion, or when it comes to more than money can be.
    static InForce derived(Price base, String wanted, @Nullable Conversion conversion, @Nullable Instant scheduled) {
        Tariff converted = conversion == null ? null : base.tariff().convert(conversion.rate());
        if (conversion == null || converted == null) {
            return new InForce(null, null, scheduled);
        }
        long version = Math.max(base.version(), Math.max(conversion.fromVersion(), conversion.toVersion()));
        return new InForce(base.derived(wanted, converted, version),
                "\"" + base.version() + "-" + wanted + "-" + conversion.fromVersion() + "-" + conversion.toVersion() + "\"", scheduled);
    }

    /// Time left until the clock changes the answer; `null` when it will not.
    @Nullable
    Duration left(Instant now) {
        Instant boundary = price == null ? null : price.tariff().boundaryAfter(now);
        if (scheduled != null && (boundary == null || scheduled.isBefore(boundary))) {
            boundary = scheduled;
        }
        return boundary == null ? null : Duration.between(now, boundary);
    }
}
