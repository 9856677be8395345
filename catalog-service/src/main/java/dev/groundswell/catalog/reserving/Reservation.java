package dev.groundswell.catalog.reserving;

import java.util.List;
import java.util.UUID;

import dev.groundswell.platform.events.OrderEvent;

/// What was decided about the stock of one order.
///
/// @param reasons why it was refused, empty in every other state
record Reservation(UUID orderId, State state, List<OrderEvent.Reason> reasons) {

    Reservation {
        reasons = List.copyOf(reasons);
    }

    Reservation(UUID orderId, State state) {
        this(orderId, state, List.of());
    }

    /// `DECIDING` is the state of an order seen for the first time; it never outlives a transaction.
    enum State {
        DECIDING, RESERVED, CONFIRMED, CANCELLED, REFUSED
    }
}
