package dev.groundswell.order.orders;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.groundswell.platform.commerce.Money;
import dev.groundswell.platform.events.OrderEvent;
import dev.groundswell.platform.sharding.SlottedIds;

/// An order as it is served.
///
/// @param lines one a sku, in the order they were asked for
/// @param total once priced
/// @param reasons why it was rejected
/// @param version grows with each change of this order
/// @param expectedTotal what the client said it would pay; not served
/// @param traceparent of the request that placed it; not served
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Order(UUID id, String customerId, OrderStatus status, String currency, List<Line> lines, @Nullable Money total,
        @Nullable List<OrderEvent.Reason> reasons, Instant placedAt, Instant updatedAt, long version,
        @JsonIgnore @Nullable Money expectedTotal, @JsonIgnore @Nullable String traceparent) {

    /// One sku of an order.
    ///
    /// @param product as catalog serves it, when asked for; `null` when there is none
    /// @param productUnavailable `true` when it was asked for and could not be had now
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(String sku, int quantity, @Nullable Money unitPrice, @Nullable Money total, @Nullable JsonNode product,
            @Nullable Boolean productUnavailable) {

        public Line(String sku, int quantity) {
            this(sku, quantity, null, null);
        }

        public Line(String sku, int quantity, @Nullable Money unitPrice, @Nullable Money total) {
            this(sku, quantity, unitPrice, total, null, null);
        }
    }

    /// The slot of the customer who placed it.
    @JsonIgnore
    public int slot() {
        return SlottedIds.slotOf(id).orElseThrow();
    }

    /// The whole order as an event tells it.
    public OrderEvent toEvent() {
        List<OrderEvent.Line> told = lines.stream().map(line -> new OrderEvent.Line(line.sku, line.quantity, line.unitPrice, line.total))
                .toList();
        return new OrderEvent(id, customerId, status.label(), currency, told, total, reasons, placedAt, updatedAt, version, slot(),
                expectedTotal);
    }

    public Order withLines(List<Line> other) {
        return new Order(id, customerId, status, currency, other, total, reasons, placedAt, updatedAt, version, expectedTotal, traceparent);
    }
}
