/// Asks pricing-service for the prices that decorate products, with one call for those who ask at the same time.
/// Entered by the product room for `expand=price`; see [dev.groundswell.catalog.pricing.Prices].
/// Leans on pricing-service: what does not answer within half a second is told as unreachable, and the product is served without a price.
@NullMarked
package dev.groundswell.catalog.pricing;

import org.jspecify.annotations.NullMarked;
