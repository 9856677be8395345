/// PostgreSQL 18 for one machine: a primary that holds every database and a streaming replica; start here with
/// [dev.groundswell.local.postgres.PostgresServers].
/// `local.parts` enters; the binaries come from a Maven artifact and data stays in the suite's folder over restarts and crashes.
/// Leans on `unshare` when run as root, which PostgreSQL itself refuses; each wait is bounded and quotes the server's log.
@NullMarked
package dev.groundswell.local.postgres;

import org.jspecify.annotations.NullMarked;
