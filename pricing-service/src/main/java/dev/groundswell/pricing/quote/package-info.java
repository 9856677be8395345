/// Answers what a basket would cost now.
/// Entered over HTTP by anyone; keeps nothing.
/// Leans on [dev.groundswell.pricing.price.Prices] for one statement a request; without the database the quote fails.
@NullMarked
package dev.groundswell.pricing.quote;

import org.jspecify.annotations.NullMarked;
