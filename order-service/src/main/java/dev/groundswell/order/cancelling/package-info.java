/// Cancels orders, in any status but rejected and within the window after they were confirmed.
/// Entered by `POST /api/orders/{id}/cancel`.
/// Leans on the order's shard; the event that gives the stock back travels through the outbox.
@NullMarked
package dev.groundswell.order.cancelling;

import org.jspecify.annotations.NullMarked;
