/// Measures for how long an old value is still served after a write was acknowledged, through every instance and tier.
/// Entered by `./dev bench staleness` through [dev.groundswell.testbed.staleness.Staleness].
/// Starts a suite of its own with two instances of each service and takes it away at the end; what is not answered as it should ends the measurement.
@NullMarked
package dev.groundswell.testbed.staleness;

import org.jspecify.annotations.NullMarked;
