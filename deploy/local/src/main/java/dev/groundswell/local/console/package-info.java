/// What the person at the terminal reads while things start and stop.
/// Every room may enter; it holds one line-printer and no state of the suite.
/// Leans on nothing; when the terminal is gone a line is lost and the work goes on.
@NullMarked
package dev.groundswell.local.console;

import org.jspecify.annotations.NullMarked;
