/// Ends a process that was asked to, so that nothing it has begun is left to be found by others.
/// Entered by the shutdown of Quarkus, after the last request and before the first pool is closed.
/// Others that end something of their own wait with [dev.groundswell.platform.stopping.LastThread].
/// Leans on Kafka and the outboxes; what they do not take within a bound is left as a crash would leave it, and handled again elsewhere.
@NullMarked
package dev.groundswell.platform.stopping;

import org.jspecify.annotations.NullMarked;
