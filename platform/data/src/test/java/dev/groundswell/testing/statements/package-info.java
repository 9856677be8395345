/// Counts what work costs the database.
/// Entered by the tests of services with one pool, through this module's test jar: their producer puts the listening pool in place of the real one.
/// Leans on the real pool.
@NullMarked
package dev.groundswell.testing.statements;

import org.jspecify.annotations.NullMarked;
