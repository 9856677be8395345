/// Hears what is told of changes to products, so that no list of orders shows what was kept before.
/// Entered by Kafka, in processes that serve HTTP; see [dev.groundswell.order.changes.ToldChanges].
/// Leans on Kafka: while it is away, changes are seen when what is kept ends by itself.
@NullMarked
package dev.groundswell.order.changes;

import org.jspecify.annotations.NullMarked;
