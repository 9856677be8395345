/// The arithmetic of prices, as pure functions of values: breaks, promotions, conversion, line totals and their bounds.
/// Entered by every room of this service; start with [dev.groundswell.pricing.rule.Tariff] and [dev.groundswell.pricing.rule.Bill].
/// Leans on nothing, neither clock nor database: the same arguments give the same money, today and under redelivery.
@NullMarked
package dev.groundswell.pricing.rule;

import org.jspecify.annotations.NullMarked;
