/// How much background work does at once.
/// Entered by the jobs; start with [dev.groundswell.pricing.pacing.Pace].
/// Leans on nothing but what it is told of the time that was taken.
@NullMarked
package dev.groundswell.pricing.pacing;

import org.jspecify.annotations.NullMarked;
