package dev.groundswell.testbed.suite;

/// A line of an order or a quote.
public record Line(String sku, long quantity) {}
