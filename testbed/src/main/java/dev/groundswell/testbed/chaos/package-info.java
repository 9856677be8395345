/// Proves that nothing accepted is lost and nothing is done twice, whatever dies: a suite under steady orders whose parts are killed, frozen and cut off, the history
/// of what every client was told, and a checker that holds the end state against it. Start here with [dev.groundswell.testbed.chaos.ChaosRun].
/// Entered by `./dev chaos` and by tests; the same seed gives the same orders and the same faults, though never the same interleaving.
/// Leans on the launcher, which starts again what was killed, and on relays of its own; when the suite itself cannot be started the run fails with the launcher's words.
@NullMarked
package dev.groundswell.testbed.chaos;

import org.jspecify.annotations.NullMarked;
