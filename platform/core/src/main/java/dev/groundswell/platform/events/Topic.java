package dev.groundswell.platform.events;

/// Every topic, and the CloudEvents type of what travels on it. Names carry no prefix: [Topics] adds the configured one.
public enum Topic {
    ORDER_PLACED("order-placed", "dev.groundswell.order.placed.v1"), ORDER_PRICED("order-priced",
            "dev.groundswell.order.priced.v1"), ORDER_RESERVED("order-reserved", "dev.groundswell.order.reserved.v1"), ORDER_REJECTED(
                    "order-rejected", "dev.groundswell.order.rejected.v1"), ORDER_CONFIRMED("order-confirmed",
                            "dev.groundswell.order.confirmed.v1"), ORDER_CANCELLED("order-cancelled",
                                    "dev.groundswell.order.cancelled.v1"), PRODUCT_CHANGED("product-changed",
                                            "dev.groundswell.product.changed.v1"), PRICE_CHANGED("price-changed",
                                                    "dev.groundswell.price.changed.v1"), CACHE_INVALIDATED("cache-invalidated",
                                                            "dev.groundswell.cache.invalidated.v1");

    private final String baseName;
    private final String type;

    Topic(String baseName, String type) {
        this.baseName = baseName;
        this.type = type;
    }

    /// The topic's name without prefix.
    public String baseName() {
        return baseName;
    }

    /// The CloudEvents `type` of its events.
    public String type() {
        return type;
    }

    /// The topic with this name without prefix.
    public static Topic named(String baseName) {
        for (Topic topic : values()) {
            if (topic.baseName.equals(baseName)) {
                return topic;
            }
        }
        throw new IllegalArgumentException("unknown topic: " + baseName);
    }
}
