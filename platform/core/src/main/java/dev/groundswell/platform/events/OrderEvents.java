package dev.groundswell.platform.events;

import java.io.IOException;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/// Writes and reads order events.
@ApplicationScoped
public class OrderEvents {

    private final ObjectMapper mapper;

    OrderEvents(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /// The event that tells `order` on `topic`. Telling the same version twice gives the same event id.
    public OutgoingEvent outgoing(Topic topic, OrderEvent order, Instant now, @Nullable String traceparent) {
        String id = order.id() + "/" + topic.baseName() + "/" + order.version();
        try {
            return new OutgoingEvent(topic, id, order.id().toString(), order.slot(), now, mapper.writeValueAsBytes(order), traceparent);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("order event cannot be written: " + id, e);
        }
    }

    /// @throws IOException when it is no order event; the record is then a bad one, whatever is tried
    public OrderEvent read(byte[] value) throws IOException {
        OrderEvent order = mapper.readValue(value, OrderEvent.class);
        if (order == null || order.id() == null || order.customerId() == null || order.currency() == null || order.lines() == null
                || order.lines().isEmpty() || order.placedAt() == null) {
            throw new IOException("order event lacks id, customerId, currency, lines or placedAt");
        }
        return order;
    }
}
