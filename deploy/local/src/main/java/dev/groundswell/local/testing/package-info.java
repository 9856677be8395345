/// What other modules' tests use to have the real parts, or a whole packaged suite, beside them: start here with
/// [dev.groundswell.local.testing.TestParts] and [dev.groundswell.local.testing.TestSuite].
/// Tests enter, with Maven's scope `test`; production code never does.
/// Leans on the JDK alone: the launcher runs in a JVM of its own, and its brokers and drivers stay off the tests' class path.
@NullMarked
package dev.groundswell.local.testing;

import org.jspecify.annotations.NullMarked;
