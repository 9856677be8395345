package dev.groundswell.catalog.reserving;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.events.OrderEvent;

/// Orders for tests.
final class Orders {

    private static final Instant PLACED = Instant.parse("2026-01-31T12:00:00Z");

    private Orders() {}

    /// An order of pairs of sku and quantity.
    static OrderEvent of(Object... lines) {
        return withReasons(null, lines);
    }

    /// A verdict on the order as pricing or catalog tell it: the status is still the one from before.
    static OrderEvent refused(OrderEvent order, String code) {
        return order.rejected(List.of(new OrderEvent.Reason(code, null, null)));
    }

    /// The order as order-service tells that it has rejected it.
    static OrderEvent rejected(OrderEvent order, String code) {
        return new OrderEvent(order.id(), order.customerId(), "rejected", order.currency(), order.lines(), order.total(),
                List.of(new OrderEvent.Reason(code, null, null)), order.placedAt(), order.updatedAt(), order.version() + 1, order.slot(),
                order.expectedTotal());
    }

    private static OrderEvent withReasons(@Nullable List<OrderEvent.Reason> reasons, Object... lines) {
        List<OrderEvent.Line> ordered = new ArrayList<>();
        for (int i = 0; i < lines.length; i += 2) {
            ordered.add(new OrderEvent.Line((String) lines[i], (Integer) lines[i + 1], null, null));
        }
        return new OrderEvent(UUID.randomUUID(), "customer", "queued", "GBP", ordered, null, reasons, PLACED, PLACED, 1, 480, null);
    }
}
