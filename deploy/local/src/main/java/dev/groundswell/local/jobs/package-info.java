/// Shows what a running suite does by the clock, and runs one of it.
/// Entered by `./dev jobs`; start with [dev.groundswell.local.jobs.JobsCommand].
/// Leans on the services' `/jobs`. A service that does not answer is told of, and the others are shown.
@NullMarked
package dev.groundswell.local.jobs;

import org.jspecify.annotations.NullMarked;
