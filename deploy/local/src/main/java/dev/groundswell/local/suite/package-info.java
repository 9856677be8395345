/// A whole suite on this machine: parts, then the four packaged services, supervised until somebody stops them.
/// `./dev up`, `down`, `status` and `reset` enter through the commands here; `local.testing` enters `up` for the testbed.
/// Leans on `local.parts` and the services' jars; when anything dies, all stops and the reason is told.
@NullMarked
package dev.groundswell.local.suite;

import org.jspecify.annotations.NullMarked;
