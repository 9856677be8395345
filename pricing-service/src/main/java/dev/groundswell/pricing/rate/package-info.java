/// Exchange rates: what a unit of one currency is in another, by the euro rates of a day, kept with those of days to come.
/// Entered by [dev.groundswell.pricing.price] through [dev.groundswell.pricing.rate.KeptRates].
/// Leans on the pricing database and the platform's caches; an amount too large to be money converts to none.
@NullMarked
package dev.groundswell.pricing.rate;

import org.jspecify.annotations.NullMarked;
