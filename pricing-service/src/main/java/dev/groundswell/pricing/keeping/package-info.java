/// What keeping has in common here: how new a request wants its copies, and computations that are done once.
/// Entered by the rooms of prices, rates and quotes; start with [dev.groundswell.pricing.keeping.Freshness].
/// Leans on the platform's caches, which without Redis or Kafka are only asked more often.
@NullMarked
package dev.groundswell.pricing.keeping;

import org.jspecify.annotations.NullMarked;
