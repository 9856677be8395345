/// All parts together: PostgreSQL with its replica, Kafka with its topics, Redis, keys and schema, started side by side.
/// `local.suite` enters for a whole suite, the subcommand `parts` for a service's tests; start here with [dev.groundswell.local.parts.Parts].
/// Leans on each part's room; when one cannot start, the start fails with that part's reason and the caller stops the rest.
@NullMarked
package dev.groundswell.local.parts;

import org.jspecify.annotations.NullMarked;
