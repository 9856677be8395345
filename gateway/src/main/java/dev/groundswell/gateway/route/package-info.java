/// Knows every path the public port answers: where it goes, who may call it, how much it may carry and which query parameters it knows.
/// Entered by the pipeline with the raw request target, before anything has normalised it; the other steps read the [Route].
/// Leans on nothing: what is not in the table is refused here and reaches no service.
@NullMarked
package dev.groundswell.gateway.route;

import org.jspecify.annotations.NullMarked;
