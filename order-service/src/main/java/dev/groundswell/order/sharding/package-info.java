/// The shards of this installation: their pools, outboxes and circuit breakers, and the route Hibernate follows.
/// Entered by every room that touches a database; start with [dev.groundswell.order.sharding.Shards].
/// Leans on the configured databases; a map with gaps or overlaps stops the start with the slots named.
@NullMarked
package dev.groundswell.order.sharding;

import org.jspecify.annotations.NullMarked;
