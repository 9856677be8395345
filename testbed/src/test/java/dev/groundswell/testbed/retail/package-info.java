/// Tests of importing and replaying a shop's sales. Reading and reconciling are tested on made-up files and doctored answers; the whole way needs the running suite.
/// The real file is read where it lies beside the project, and its tests say so and are skipped where it does not.
@NullMarked
package dev.groundswell.testbed.retail;

import org.jspecify.annotations.NullMarked;
