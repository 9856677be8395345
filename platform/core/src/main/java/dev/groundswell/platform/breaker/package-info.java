/// Keeps callers from waiting for a part that is away: a bound for each call, and a circuit breaker that refuses calls at once while most fail.
/// Entered by whatever calls out of its process for somebody who waits; start with [dev.groundswell.platform.breaker.CircuitBreaker].
/// Leans on SmallRye Fault Tolerance for the state; a refused call fails as an outage, which is answered with 503 where nothing stands in for the part.
@NullMarked
package dev.groundswell.platform.breaker;

import org.jspecify.annotations.NullMarked;
