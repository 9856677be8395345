/// Answers what a basket would cost now.
/// Entered over HTTP by anyone; remembers what equal baskets came to.
/// Leans on [dev.groundswell.pricing.price.KeptPrices]; a quote fails when they do.
@NullMarked
package dev.groundswell.pricing.quote;

import org.jspecify.annotations.NullMarked;
