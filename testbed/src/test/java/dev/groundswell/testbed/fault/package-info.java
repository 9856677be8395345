/// What the suite keeps when its processes are killed. Long runs, tagged `long`: `./dev verify` runs them, `./dev test` does not.
/// Nobody enters but the build; each test has a suite of its own, since it does not leave it as it was.
/// Leans on the launcher, which starts a killed instance again, and on the replay of a shop's sales, which reconciles.
@NullMarked
package dev.groundswell.testbed.fault;

import org.jspecify.annotations.NullMarked;
