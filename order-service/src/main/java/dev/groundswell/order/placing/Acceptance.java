package dev.groundswell.order.placing;

import java.time.Instant;

import dev.groundswell.order.orders.Order;
import dev.groundswell.platform.events.OutgoingEvent;

/// Everything one accepted order makes durable.
///
/// @param overdueAt when to look after it if nothing has come of it
record Acceptance(Order order, String key, byte[] fingerprint, OutgoingEvent event, Instant overdueAt) {}
