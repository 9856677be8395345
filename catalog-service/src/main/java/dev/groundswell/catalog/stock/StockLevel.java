package dev.groundswell.catalog.stock;

/// What there is of one sku. Immutable: each step gives the level after it.
///
/// @param onHand pieces in the warehouse, never negative
/// @param reserved of those, how many are promised; more than `onHand` when an admin counted fewer than were promised
public record StockLevel(String sku, long onHand, long reserved) {

    /// Pieces that can still be promised.
    public long available() {
        return Math.max(0, onHand - reserved);
    }

    /// Promises pieces that are [#available()].
    public StockLevel reserve(long quantity) {
        return new StockLevel(sku, onHand, reserved + quantity);
    }

    /// Takes a promise back.
    public StockLevel release(long quantity) {
        return new StockLevel(sku, onHand, Math.max(0, reserved - quantity));
    }

    /// Takes pieces out of the warehouse: what is sold is gone, so a count that was too low ends at 0 and not below.
    public StockLevel take(long quantity) {
        return new StockLevel(sku, Math.max(0, onHand - quantity), reserved);
    }

    /// Puts pieces back into the warehouse: all that were sold, even where the count had been too low for them.
    public StockLevel putBack(long quantity) {
        return new StockLevel(sku, onHand + quantity, reserved);
    }
}
