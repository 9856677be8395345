package dev.groundswell.order.orders;

import com.fasterxml.jackson.annotation.JsonValue;

/// Where an order is on its way. Settled means confirmed or rejected, which happens exactly once.
public enum OrderStatus {
    QUEUED("queued"), PRICED("priced"), CONFIRMED("confirmed"), REJECTED("rejected"), CANCELLED("cancelled");

    private final String label;

    OrderStatus(String label) {
        this.label = label;
    }

    /// As in JSON and in the database.
    @JsonValue
    public String label() {
        return label;
    }

    /// Whether nothing more comes by itself.
    public boolean ended() {
        return this == CONFIRMED || this == REJECTED || this == CANCELLED;
    }

    /// The status with this label.
    public static OrderStatus labelled(String label) {
        for (OrderStatus status : values()) {
            if (status.label.equals(label)) {
                return status;
            }
        }
        throw new IllegalArgumentException("unknown status: " + label);
    }
}
