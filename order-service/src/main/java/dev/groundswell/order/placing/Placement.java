package dev.groundswell.order.placing;

import dev.groundswell.order.orders.Order;

/// How a request to place an order ended.
sealed interface Placement {

    /// It is a new order, durable and queued.
    record Accepted(Order order) implements Placement {}

    /// The key was used for the same request before; this is its order as it is now.
    record Replayed(Order order) implements Placement {}

    /// The key was used for another request before. Nothing was changed.
    record KeyReused() implements Placement {}
}
