/// Prices with their history: which one is in force when, setting one, loading many.
/// Entered over HTTP, and by quotes and orders through [dev.groundswell.pricing.price.Prices].
/// Leans on the pricing database, and on the outbox to tell of changes; without the database reads and writes fail and nothing has changed.
@NullMarked
package dev.groundswell.pricing.price;

import org.jspecify.annotations.NullMarked;
