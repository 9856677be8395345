/// Brings every database to the schema its service owns, with Flyway, before any service starts.
/// `local.parts` enters; [dev.groundswell.local.schema.Database] lists the databases and where their migrations lie.
/// Leans on the primary only; a migration that fails stops the start with Flyway's own words.
@NullMarked
package dev.groundswell.local.schema;

import org.jspecify.annotations.NullMarked;
