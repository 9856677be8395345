/// Keeps answers in memory, bounded by bytes, and knows which of them somebody has declared stale.
/// Entered by the edge step, which asks for answers and brings them, and by whoever tells of a change: only they know what one means.
/// Leans on Caffeine; what is pushed out is asked for again, and a mark that is forgotten for want of room makes all older answers stale.
@NullMarked
package dev.groundswell.gateway.store;

import org.jspecify.annotations.NullMarked;
