/// Keeps callers from waiting for a service that answers nobody: after enough failures calls are refused at once, until one that tries succeeds.
/// Entered from the upstream step only: [CircuitBreaker].
/// Leans on what that step says became of each call; what it never hears of again keeps nobody out, since it is told that as well.
@NullMarked
package dev.groundswell.gateway.breaker;

import org.jspecify.annotations.NullMarked;
