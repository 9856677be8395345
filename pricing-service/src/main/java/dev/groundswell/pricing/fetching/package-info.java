/// Exchange rates from whoever publishes them: asked for once an hour, judged, and kept for the days to come.
/// Entered by the clock; start with [dev.groundswell.pricing.fetching.FetchingRates].
/// Leans on the provider and the pricing database. Without the provider, or when it says what cannot be, the last good rates hold, their age is told and no
/// request waits for it.
@NullMarked
package dev.groundswell.pricing.fetching;

import org.jspecify.annotations.NullMarked;
