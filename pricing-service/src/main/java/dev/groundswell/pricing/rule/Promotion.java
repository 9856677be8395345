package dev.groundswell.pricing.rule;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// A time in which each piece costs less.
///
/// @param percentOff whole percent, 1..100
/// @param from first moment of it
/// @param until first moment after it
@RegisterForReflection
public record Promotion(int percentOff, Instant from, Instant until) {

    private static final int WHOLE = 100;

    public boolean runsAt(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(until);
    }

    /// What a piece of this amount costs in the promotion, HALF_UP to the minor unit: 805 less 10 % is 724.5, so 725.
    ///
    /// @param amount 0..10^15, which a hundredfold still fits 64 bits
    public long reduce(long amount) {
        return (amount * (WHOLE - percentOff) + WHOLE / 2) / WHOLE;
    }

    /// When it next begins or ends after `moment`; `null` when it is over.
    @Nullable
    Instant boundaryAfter(Instant moment) {
        if (moment.isBefore(from)) {
            return from;
        }
        return moment.isBefore(until) ? until : null;
    }
}
