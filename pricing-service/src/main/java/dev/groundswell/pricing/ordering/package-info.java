/// The pricing step of the way of an order: takes what was placed, tells its price or why it has none.
/// Entered by Kafka records of `order-placed` only; keeps no state.
/// Leans on the price history and on Kafka; while either is away a batch waits, and its offsets stay until the answers are acknowledged.
@NullMarked
package dev.groundswell.pricing.ordering;

import org.jspecify.annotations.NullMarked;
