package dev.groundswell.pricing.boundary;

import java.time.Instant;

/// A moment at which the price of a sku in a currency may change by the clock. Boundaries are told in the order of these three.
///
/// @param changes whether it does: the row that has the boundary is the one in force then
record Boundary(Instant moment, String sku, String currency, boolean changes) {}
