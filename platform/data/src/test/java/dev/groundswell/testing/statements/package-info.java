/// Counts what work costs the database: the statements it takes, and the rows that are read for one.
/// Entered by the tests of services, through this module's test jar: where there is one pool, their producer puts the listening one in place of the real one.
/// Leans on the real pool.
@NullMarked
package dev.groundswell.testing.statements;

import org.jspecify.annotations.NullMarked;
