/// Lets tests set the time of a database.
/// Entered by the tests of services, through this module's test jar.
/// Leans on PostgreSQL's search path: a function of ours stands before the server's own.
@NullMarked
package dev.groundswell.testing.time;

import org.jspecify.annotations.NullMarked;
