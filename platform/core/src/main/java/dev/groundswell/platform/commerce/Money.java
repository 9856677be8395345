package dev.groundswell.platform.commerce;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// An amount of money.
///
/// @param currency ISO 4217 code
/// @param amount in the currency's minor units (pence, cents)
@RegisterForReflection
public record Money(String currency, long amount) {}
