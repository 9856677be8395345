package dev.groundswell.testbed.conformance;

import java.util.Locale;

/// What the suite asks a test for.
enum Kind {
    /// The specification demands it.
    REQUIRED,
    /// The specification allows it, and a good cache does it.
    OPTIMAL,
    /// Only asks which way a cache behaves.
    CHECK;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
