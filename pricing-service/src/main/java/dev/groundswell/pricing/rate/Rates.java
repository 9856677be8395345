package dev.groundswell.pricing.rate;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/// What it takes to convert from one currency to another, from some moment on. Immutable.
public final class Rates {

    /// The currency from whose prices those of others are derived.
    public static final String BASE = "GBP";

    private static final Rate EURO = new Rate(LocalDate.EPOCH, BigDecimal.ONE, 0);

    private final String base;
    private final String wanted;
    private final Map<String, RateSchedule> schedules;
    private final BiFunction<Rate, Rate, CrossRate> crossing;

    /// @param schedules of both currencies, without those that have no rates
    Rates(String base, String wanted, Map<String, RateSchedule> schedules, BiFunction<Rate, Rate, CrossRate> crossing) {
        this.base = base;
        this.wanted = wanted;
        this.schedules = Map.copyOf(schedules);
        this.crossing = crossing;
    }

    /// A conversion, with the versions of both rates it is made of; 0 for the euro, which has none.
    public record Conversion(CrossRate rate, long fromVersion, long toVersion) {}

    /// Whether it is known what holds at `moment`.
    public boolean know(Instant moment) {
        return schedules.values().stream().allMatch(schedule -> schedule.knows(day(moment)));
    }

    /// How to convert at a moment it knows; `null` when a rate is missing.
    public @Nullable Conversion at(Instant moment) {
        Rate from = rate(base, moment);
        Rate to = rate(wanted, moment);
        return from == null || to == null ? null : new Conversion(crossing.apply(from, to), from.version(), to.version());
    }

    /// When another rate of either currency takes over after `moment`; `null` when none is known.
    public @Nullable Instant nextAfter(Instant moment) {
        Instant next = null;
        for (RateSchedule schedule : schedules.values()) {
            LocalDate day = schedule.nextAfter(day(moment));
            Instant midnight = day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
            if (midnight != null && (next == null || midnight.isBefore(next))) {
                next = midnight;
            }
        }
        return next;
    }

    private @Nullable Rate rate(String currency, Instant moment) {
        if (currency.equals(CrossRate.EURO)) {
            return EURO;
        }
        RateSchedule schedule = schedules.get(currency);
        return schedule == null ? null : schedule.on(day(moment));
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }
}
