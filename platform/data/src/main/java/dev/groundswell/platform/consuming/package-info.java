/// Handles Kafka records in batches, so that one bad record never fails its neighbours and an absent dependency is waited for.
/// Entered by the services' event handlers; see [dev.groundswell.platform.consuming.BatchConsumer].
/// Leans on Kafka for the records and for the dead-letter topics; offsets move only after the handler's work is durable.
@NullMarked
package dev.groundswell.platform.consuming;

import org.jspecify.annotations.NullMarked;
