/// What travels along the pipeline: the request as an [Exchange], and the [Answer] that comes back.
/// Entered by the pipeline, which makes exchanges, and by every [Step] between the door and the services.
/// Leans on Vert.x' streams; a step that cannot go on throws or fails with a [dev.groundswell.platform.problem.Refusal].
@NullMarked
package dev.groundswell.gateway.exchange;

import org.jspecify.annotations.NullMarked;
