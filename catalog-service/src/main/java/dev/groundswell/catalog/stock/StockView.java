package dev.groundswell.catalog.stock;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// Stock as clients see it.
@RegisterForReflection
record StockView(String sku, long onHand, long reserved, long available) {

    static StockView of(StockLevel level) {
        return new StockView(level.sku(), level.onHand(), level.reserved(), level.available());
    }
}
