/// Sees to it that nothing stays queued for ever: tells an unsettled order's last event again, and gives up after ten times.
/// Entered by the clock.
/// Leans on the shards; events travel through the outbox.
@NullMarked
package dev.groundswell.order.overdue;

import org.jspecify.annotations.NullMarked;
