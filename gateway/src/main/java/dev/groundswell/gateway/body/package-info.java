/// Keeps request bodies within their route's bound, by the announced length at once and by counting what really comes, and within their time.
/// Entered from the pipeline, and by the steps that read a body through [Bodies].
/// Leans on nothing; a body that grows too large ends in a 413, one that takes too long in a 408, and whoever was reading it lets go.
@NullMarked
package dev.groundswell.gateway.body;

import org.jspecify.annotations.NullMarked;
