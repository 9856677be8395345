package dev.groundswell.catalog.reserving;

/// What happened to an order elsewhere that concerns its stock.
enum Step {
    /// It has prices: its stock is to be promised.
    PRICED,
    /// It is sold: its stock leaves the warehouse.
    CONFIRMED,
    /// It will not be sold, or no longer: its stock comes back.
    CANCELLED
}
