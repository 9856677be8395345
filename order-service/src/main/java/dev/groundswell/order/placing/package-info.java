/// Accepts orders: checks the request, makes key, order, lines and event durable in one statement, and answers 202.
/// Entered by `POST /api/orders`; start with [dev.groundswell.order.placing.PlacingOrders].
/// Leans on the customer's shard only: Kafka and Redis may be away, then the order waits in the outbox.
@NullMarked
package dev.groundswell.order.placing;

import org.jspecify.annotations.NullMarked;
