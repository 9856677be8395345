/// Keeps what is read often and changes seldom, in memory and in Redis; start with [dev.groundswell.platform.cache.TieredCache].
/// Entered by the readers and writers of a service, and by what hears of changes.
/// Leans on the origin and on Redis: without Redis reads go on after 5 ms, without the origin what was kept is shown for a bounded time.
@NullMarked
package dev.groundswell.platform.cache;

import org.jspecify.annotations.NullMarked;
