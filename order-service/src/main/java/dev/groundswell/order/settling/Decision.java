package dev.groundswell.order.settling;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.groundswell.order.orders.OrderStatus;
import dev.groundswell.platform.events.OrderEvent;

/// What an event says should become of an order.
///
/// @param lines priced lines, empty for a rejection
/// @param total `null` for a rejection
/// @param reasons of a rejection
record Decision(UUID order, OrderStatus status, List<OrderEvent.Line> lines, @Nullable Long total,
        @Nullable List<OrderEvent.Reason> reasons) {

    /// What an event that moves an order towards `status` decides.
    ///
    /// @throws IllegalArgumentException when a priced order comes without its prices; such a record can never be handled
    static Decision of(OrderEvent event, OrderStatus status) {
        if (status == OrderStatus.REJECTED) {
            return new Decision(event.id(), status, List.of(), null, event.reasons() == null ? List.of() : event.reasons());
        }
        if (event.total() == null || event.lines().stream().anyMatch(line -> line.unitPrice() == null || line.total() == null)) {
            throw new IllegalArgumentException("order " + event.id() + " is told as " + status.label() + " without its prices");
        }
        return new Decision(event.id(), status, event.lines(), event.total().amount(), null);
    }
}
