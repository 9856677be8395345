/// Tells customers how their orders stand: one, a page of them, or a stream of changes.
/// Entered by `GET /api/orders…`; other rooms tell it of changes through [dev.groundswell.order.tracking.OrderChanges].
/// Leans on the shards, and on Redis to hear of changes at once; while Redis is silent streams re-read every two seconds.
@NullMarked
package dev.groundswell.order.tracking;

import org.jspecify.annotations.NullMarked;
