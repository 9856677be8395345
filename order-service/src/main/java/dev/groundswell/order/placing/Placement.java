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

    /// The shard does not own the customer's slot: it is being moved. Nothing was changed.
    record SlotElsewhere() implements Placement {}
}
