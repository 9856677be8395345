package dev.groundswell.pricing.price;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// What is in force at a moment.
///
/// @param price `null` when there is none
/// @param tag entity tag of the price; names currency and rates when it is derived
/// @param scheduled when another row or rate takes over; `null` when none is known or nobody asked
public record InForce(@Nullable Price price, @Nullable String tag, @Nullable Instant scheduled) {

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
