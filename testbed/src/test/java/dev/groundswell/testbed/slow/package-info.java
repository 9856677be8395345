/// A crowd of clients who are as slow as they can be, and what everybody else notices of it.
/// Entered by JUnit, among the long checks.
/// Leans on a suite of its own; needs some 5,000 open files.
@NullMarked
package dev.groundswell.testbed.slow;

import org.jspecify.annotations.NullMarked;
