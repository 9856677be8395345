/// A whole suite on this machine: parts, then one or more instances of the four packaged services, supervised until somebody stops them.
/// `./dev up`, `down`, `status` and `reset` enter through the commands here; `local.testing` enters `up` for the testbed.
/// Leans on `local.parts` and the services' jars; when a part dies, all stops and the reason is told; a service is started again.
@NullMarked
package dev.groundswell.local.suite;

import org.jspecify.annotations.NullMarked;
