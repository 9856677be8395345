/// Runs what a service does by the clock: once a period and database, however many processes run.
/// Entered by the services' [dev.groundswell.platform.job.Job]s, which are beans and found here; by the clock; and by `POST /jobs/{name}`.
/// Leans on each database for its own runs: a job is held by lease, and a holder that lost it cannot commit any more. While a database is away its jobs
/// wait, and nobody else's.
@NullMarked
package dev.groundswell.platform.job;

import org.jspecify.annotations.NullMarked;
