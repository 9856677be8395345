/// Asks every route of every kind of caller, through the gateway and at the service's own door.
/// Entered by JUnit alone.
/// Leans on the running suite, which it shares with the journeys.
@NullMarked
package dev.groundswell.testbed.authorization;

import org.jspecify.annotations.NullMarked;
