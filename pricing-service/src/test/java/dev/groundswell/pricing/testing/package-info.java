/// What the tests of this service stand on: real parts, a clock that can be set, and a count of statements.
/// Entered by the `*IT`s.
/// Leans on [dev.groundswell.local.testing.TestParts]; when a part does not start, no test does.
@NullMarked
package dev.groundswell.pricing.testing;

import org.jspecify.annotations.NullMarked;
