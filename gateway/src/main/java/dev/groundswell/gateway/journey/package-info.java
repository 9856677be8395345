/// Writes the first line of an order's way through the logs of all services, which is followed by its id.
/// Entered from the pipeline only.
/// Leans on the `Location` of order-service's 202; an answer without one is passed on in silence.
@NullMarked
package dev.groundswell.gateway.journey;

import org.jspecify.annotations.NullMarked;
