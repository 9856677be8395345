/// The ways of an order and of those who keep the suite, each walked once through all four services.
/// Nobody enters but the build; a reader who wants to know what the suite promises starts with `OrderJourneyIT`.
/// Leans on the suite next door and shares its one instance, so each test makes its own goods and customers and expects no silence around it.
@NullMarked
package dev.groundswell.testbed.journey;

import org.jspecify.annotations.NullMarked;
