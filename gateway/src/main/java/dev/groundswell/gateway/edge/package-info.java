/// The edge cache: answers reads from what is kept, asks a service once for everybody who waits for the same thing, and keeps what may be kept.
/// Entered from the pipeline, as the last step before the services; whoever wants answers forgotten marks them in the store.
/// Leans on the rules of `cache` and on the store; a service that fails is stood in for by a stale answer where that is allowed, and what the
/// rules do not allow to be kept passes as if nobody stood here.
@NullMarked
package dev.groundswell.gateway.edge;

import org.jspecify.annotations.NullMarked;
