/// Prices in other currencies, derived by the rates of the day: computed for all skus at once, so that those that have changed are told.
/// Entered by the clock; start with [dev.groundswell.pricing.repricing.Repricing].
/// Leans on the pricing database and its outbox. Reads derive prices themselves and do not depend on it; without it nobody hears that they changed.
@NullMarked
package dev.groundswell.pricing.repricing;

import org.jspecify.annotations.NullMarked;
