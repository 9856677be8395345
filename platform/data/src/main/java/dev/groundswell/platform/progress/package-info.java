/// Notices a consumer that runs but gets nowhere, and says so in the readiness check and in a metric; start with [dev.groundswell.platform.progress.ConsumerWatch].
/// Entered by whoever handles batches, who says when one begins, waits and ends ([dev.groundswell.platform.progress.Batches]), and by health checks.
/// Leans on Kafka for what is committed and what is there; while Kafka or anything a batch waits for is away nobody is judged.
@NullMarked
package dev.groundswell.platform.progress;

import org.jspecify.annotations.NullMarked;
