package dev.groundswell.platform.breaker;

/// How a breaker is told of.
///
/// @param metric as `circuit_breaker_state` has it: `orders_0`
/// @param part as the log has it: `shard orders_0`
/// @param meanwhile what happens while it is open, for the log: `requests are refused at once`
public record BreakerName(String metric, String part, String meanwhile) {}
