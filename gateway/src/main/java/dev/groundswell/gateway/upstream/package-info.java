/// Passes requests on to the services and brings back their answers, streaming both ways with back-pressure.
/// Entered from the pipeline only, as its last step.
/// Leans on the services' addresses: one that cannot be reached becomes a 502, one that is too slow a 504, and a full house a 503.
@NullMarked
package dev.groundswell.gateway.upstream;

import org.jspecify.annotations.NullMarked;
