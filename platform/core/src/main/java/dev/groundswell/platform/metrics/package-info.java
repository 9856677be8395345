/// Counts what every service must show from its first day: request durations, errors, active users, cache hit rates.
/// Entered by the request filters and by whoever owns a cache or knows a user.
/// Leans on Micrometer; meters are looked up once and kept.
@NullMarked
package dev.groundswell.platform.metrics;

import org.jspecify.annotations.NullMarked;
