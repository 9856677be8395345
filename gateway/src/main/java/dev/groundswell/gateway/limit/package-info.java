/// Decides how often somebody may ask, by GCRA: a count in Redis that all gateways share, and fields that tell each client where it stands.
/// Entered from the pipeline only, right behind identity; admins switch it while it runs, by `/admin/limits`.
/// Leans on Redis and never waits for it longer than its budget: what Redis does not answer in time is decided by what this process knows, and counted.
@NullMarked
package dev.groundswell.gateway.limit;

import org.jspecify.annotations.NullMarked;
