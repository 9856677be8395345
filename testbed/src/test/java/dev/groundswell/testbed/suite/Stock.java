package dev.groundswell.testbed.suite;

/// A stock row as `GET /api/stock/{sku}` serves it.
public record Stock(String sku, long onHand, long reserved, long available) {
    /// So many pieces on hand, and none promised to an order.
    public static Stock whole(String sku, long onHand) {
        return new Stock(sku, onHand, 0, onHand);
    }
}
