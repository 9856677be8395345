/// Promises stock to orders on their way, takes it when they are confirmed and gives it back when they end; start at `ReservingStock`.
/// Entered by the events of orders only; answers with `order-reserved` or `order-rejected`.
/// Leans on the catalogue's database and on Kafka: while one is away, batches wait where they are, and what is seen twice is answered the same.
@NullMarked
package dev.groundswell.catalog.reserving;

import org.jspecify.annotations.NullMarked;
