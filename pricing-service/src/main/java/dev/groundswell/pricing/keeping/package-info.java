/// Computations that are done once for the same argument.
/// Entered by the rooms of prices, rates and quotes; start with [dev.groundswell.pricing.keeping.Memo].
/// Leans on nothing: what a computation throws is thrown to who asked, and not remembered.
@NullMarked
package dev.groundswell.pricing.keeping;

import org.jspecify.annotations.NullMarked;
