/// Prices with their history: which one is in force when, setting one, loading many, and keeping what is shown.
/// Entered over HTTP, by orders through [dev.groundswell.pricing.price.Prices] and by quotes through [dev.groundswell.pricing.price.KeptPrices].
/// Leans on the pricing database, on the outbox to tell of changes and on the platform's caches; without the database what was kept is shown for a while, and
/// writes fail and nothing has changed.
@NullMarked
package dev.groundswell.pricing.price;

import org.jspecify.annotations.NullMarked;
