/// Hears what is told of changes to prices, by this process or by others, so that nobody is shown what was kept before.
/// Entered by Kafka, in processes that serve HTTP; see [dev.groundswell.pricing.changes.ToldChanges].
/// Leans on Kafka: while it is away, changes made elsewhere are seen when what is kept ends by itself.
@NullMarked
package dev.groundswell.pricing.changes;

import org.jspecify.annotations.NullMarked;
