package dev.groundswell.platform.events;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// An event ready to be sent.
///
/// @param id CloudEvents id: the same when the same fact is sent again
/// @param key Kafka key and CloudEvents subject: the order's id or the sku
/// @param slot picks the partition of an order event; `null` leaves it to the key
/// @param time when the fact happened
/// @param value the JSON
/// @param traceparent of the request that caused it
public record OutgoingEvent(Topic topic, String id, String key, @Nullable Integer slot, Instant time, byte[] value,
        @Nullable String traceparent) {}
