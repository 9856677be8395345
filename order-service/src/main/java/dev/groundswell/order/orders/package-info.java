/// The order as it is stored and served, and the statements that read it; start with [dev.groundswell.order.orders.Orders].
/// Entered by the rooms that place, track, settle and cancel.
/// Leans on the shard of the order's slot; when that is away, reads of its customers fail and nobody else's.
@NullMarked
package dev.groundswell.order.orders;

import org.jspecify.annotations.NullMarked;
