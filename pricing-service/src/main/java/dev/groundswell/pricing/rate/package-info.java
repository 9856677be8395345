/// Exchange rates: what a unit of one currency is in another, by the euro rates of a day.
/// Entered by [dev.groundswell.pricing.price], which finds a rate together with the price it converts.
/// Leans on nothing: an amount too large to be money converts to none.
@NullMarked
package dev.groundswell.pricing.rate;

import org.jspecify.annotations.NullMarked;
