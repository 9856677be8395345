/// What jobs promise, on a real database.
/// Entered by the test run.
/// Leans on the parts of this module's tests.
@NullMarked
package dev.groundswell.catalog.jobs;

import org.jspecify.annotations.NullMarked;
