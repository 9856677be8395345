/// Publishes what a transaction decided, after its commit and at least once.
/// Entered by whoever inserts an event row in its own transaction and hands it over after the commit; see [dev.groundswell.platform.outbox.Outbox].
/// Leans on the service's database and on Kafka; while Kafka is away rows wait in the table and the sweeper publishes them later.
@NullMarked
package dev.groundswell.platform.outbox;

import org.jspecify.annotations.NullMarked;
