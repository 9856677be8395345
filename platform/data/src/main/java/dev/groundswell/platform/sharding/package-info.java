/// Tells where a customer's rows live: slot of a customer, order ids that carry it, the map from slots to shards, a pool that follows the route.
/// Entered by services whose data is cut by customer; start with [dev.groundswell.platform.sharding.Slots].
/// Leans on nothing but its arithmetic; a map with gaps or overlaps is refused at start with the slots named.
@NullMarked
package dev.groundswell.platform.sharding;

import org.jspecify.annotations.NullMarked;
