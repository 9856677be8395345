package dev.groundswell.platform.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.groundswell.platform.commerce.Money;

/// The whole order as every order event carries it, so that a consumer can act on one event alone, whatever order the topics arrive in.
///
/// Version 1. Members may be added; a consumer ignores those it does not know. Holds no personal data beyond the customer's id.
///
/// @param status the status order-service had decided when the event's chain began
/// @param lines one per sku
/// @param version counts the order's changes; a consumer drops what is not newer than what it has
/// @param slot the customer's slot, which also picks the partition
/// @param expectedTotal what the client said it would pay, if it did
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record OrderEvent(UUID id, String customerId, String status, String currency, List<Line> lines, @Nullable Money total,
        @Nullable List<Reason> reasons, Instant placedAt, Instant updatedAt, long version, int slot, @Nullable Money expectedTotal) {

    /// One sku of the order.
    ///
    /// @param unitPrice what one piece costs, once priced
    /// @param total unit price × quantity, once priced
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Line(String sku, int quantity, @Nullable Money unitPrice, @Nullable Money total) {}

    /// Why an order was rejected.
    ///
    /// @param code one of the codes below
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Reason(String code, @Nullable String sku, @Nullable String detail) {

        public static final String UNKNOWN_SKU = "unknown-sku";
        public static final String NO_PRICE = "no-price";
        public static final String OUT_OF_STOCK = "out-of-stock";
        public static final String PRICE_CHANGED = "price-changed";
        public static final String TOTAL_TOO_LARGE = "total-too-large";
        public static final String FAILED = "failed";
    }

    /// The same order with its lines priced.
    public OrderEvent priced(List<Line> pricedLines, Money newTotal) {
        return new OrderEvent(id, customerId, status, currency, pricedLines, newTotal, null, placedAt, updatedAt, version, slot,
                expectedTotal);
    }

    /// The same order with the reasons why it cannot be served.
    public OrderEvent rejected(List<Reason> why) {
        return new OrderEvent(id, customerId, status, currency, lines, total, List.copyOf(why), placedAt, updatedAt, version, slot,
                expectedTotal);
    }
}
