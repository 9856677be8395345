/// Decides how many requests may be with a service at once, who waits for a place, and who is sent away.
/// Entered from the upstream step only, right before a request leaves for its service: [Admissions] makes the [AdmissionControl] of a service, which gives out
/// [Permit]s.
/// Leans on nothing but how long answers take; while none come, nobody new is let in and whoever waits is told in time to come back.
@NullMarked
package dev.groundswell.gateway.overload;

import org.jspecify.annotations.NullMarked;
