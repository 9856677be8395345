package dev.groundswell.order.tracking;

import dev.groundswell.order.orders.Order;

/// What a stream of an order's events says next.
sealed interface Frame {

    /// The order as it is now.
    record State(Order order) implements Frame {}

    /// Nothing new; the stream lives.
    record Heartbeat() implements Frame {}

    /// Nothing more will come.
    record End() implements Frame {}
}
