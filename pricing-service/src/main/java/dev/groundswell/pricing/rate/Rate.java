package dev.groundswell.pricing.rate;

import java.math.BigDecimal;
import java.time.LocalDate;

/// What a currency was worth on a day, and is until the next day that has a rate.
///
/// @param day in UTC, from its midnight on
/// @param unitsPerEuro above 0, as it was published
/// @param version from the database's one sequence
public record Rate(LocalDate day, BigDecimal unitsPerEuro, long version) {}
