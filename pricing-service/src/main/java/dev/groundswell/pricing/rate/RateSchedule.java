package dev.groundswell.pricing.rate;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// A currency's rates from a day on, those of later days included.
///
/// @param rates by ascending day: the one in force on `from`, if there is any, and the later ones
/// @param from first day it speaks of
/// @param until first day it does not speak of any more; `null` when it speaks of all
public record RateSchedule(List<Rate> rates, LocalDate from, @Nullable LocalDate until) {

    public RateSchedule {
        rates = List.copyOf(rates);
    }

    /// Whether it says what holds on `day`.
    public boolean knows(LocalDate day) {
        return !day.isBefore(from) && (until == null || day.isBefore(until));
    }

    /// The rate of a day it knows; `null` when there is none yet.
    public @Nullable Rate on(LocalDate day) {
        Rate found = null;
        for (Rate rate : rates) {
            if (!rate.day().isAfter(day)) {
                found = rate;
            }
        }
        return found;
    }

    /// The next day after `day` on which another rate takes over, or from which on it is not known; `null` when it is known that none will.
    public @Nullable LocalDate nextAfter(LocalDate day) {
        for (Rate rate : rates) {
            if (rate.day().isAfter(day)) {
                return rate.day();
            }
        }
        return until;
    }
}
