/// Runs the catalogue's writes: one transaction that holds the change and its events, repeated when another writer was faster.
/// Entered by the use cases that write products and manufacturers; see [dev.groundswell.catalog.writing.WriteTransactions].
/// Leans on the catalogue's database, whose absence fails the write, and on the outbox: while Kafka is away the events wait in its table.
@NullMarked
package dev.groundswell.catalog.writing;

import org.jspecify.annotations.NullMarked;
