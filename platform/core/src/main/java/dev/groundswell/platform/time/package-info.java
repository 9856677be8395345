/// Gives everything that depends on the time its clock, so that a test can stand at any moment.
/// Entered by whoever needs the time, through injection of [java.time.Clock].
/// Leans on the machine's clock; instances may differ by what NTP leaves, so nothing may decide an order of writes by it alone.
@NullMarked
package dev.groundswell.platform.time;

import org.jspecify.annotations.NullMarked;
