package dev.groundswell.pricing.rule;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// A price per piece for larger quantities.
///
/// @param minQuantity from how many pieces on
/// @param amount what each piece then costs, in minor units
@RegisterForReflection
public record Break(long minQuantity, long amount) {}
