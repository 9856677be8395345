/// Boundaries that prices pass by the clock alone: a scheduled price takes over, a promotion begins or ends. Reads know them on the second; here they are told.
/// Entered by the clock; start with [dev.groundswell.pricing.boundary.AnnouncingBoundaries].
/// Leans on the pricing database and its outbox; without it boundaries are told later, each once.
@NullMarked
package dev.groundswell.pricing.boundary;

import org.jspecify.annotations.NullMarked;
