/// Passes requests on to the services and brings back their answers, streaming both ways with back-pressure.
/// Entered from the pipeline only, as its last step.
/// Leans on the instances that `balance` chooses: when none can be reached, or one breaks off what must not be sent twice, it is a 503, as is a
/// full house and a service that `breaker` knows to be away; one that is too slow becomes a 504, one that cannot be understood a 502. How many requests go
/// to a service at once is decided by `overload`.
@NullMarked
package dev.groundswell.gateway.upstream;

import org.jspecify.annotations.NullMarked;
