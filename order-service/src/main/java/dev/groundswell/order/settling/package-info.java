/// Decides the status of orders from what pricing and catalog say, each decision one conditional update; start with [dev.groundswell.order.settling.SettlingOrders].
/// Entered by Kafka records only.
/// Leans on the shards and on Kafka; a batch is acknowledged after its commit, so a crash repeats it and the condition makes the repeat harmless.
@NullMarked
package dev.groundswell.order.settling;

import org.jspecify.annotations.NullMarked;
