/// A suite with several instances of its services, in roles: what one process cannot show.
/// Nobody enters but the build; start with `SeveralInstancesIT`.
/// Leans on a suite of its own, whose processes it stops and kills, so no other room may share it.
@NullMarked
package dev.groundswell.testbed.instances;

import org.jspecify.annotations.NullMarked;
