/// Lets reads of single things share a statement or a call; start with [dev.groundswell.platform.batching.Batcher].
/// Entered by collections of which many callers read one thing each at the same time, and which can read many with one statement.
/// Leans on the load it is given; when that fails or is not back in time all who share it fail, and the next load is tried by those who wait for it.
@NullMarked
package dev.groundswell.platform.batching;

import org.jspecify.annotations.NullMarked;
