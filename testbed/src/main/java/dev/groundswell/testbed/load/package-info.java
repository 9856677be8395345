/// Puts a running shop under load and tells how long its answers took, counted from when each request was meant to start.
/// Entered by `./dev load` through [dev.groundswell.testbed.load.LoadCommand] and by tests; Gatling makes the requests and the HTML report, one run at a time
/// in a process. A shop that is down or empty is told before any load is made.
@NullMarked
package dev.groundswell.testbed.load;

import org.jspecify.annotations.NullMarked;
