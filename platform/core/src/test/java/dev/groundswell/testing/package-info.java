/// What the tests of all modules share: the architecture rules.
/// Entered by every module's `RoomsTest`, through this module's test jar.
/// Leans on ArchUnit.
@NullMarked
package dev.groundswell.testing;

import org.jspecify.annotations.NullMarked;
