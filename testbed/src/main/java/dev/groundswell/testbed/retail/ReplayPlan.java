package dev.groundswell.testbed.retail;

import java.util.OptionalDouble;

/// How much is replayed, and how fast.
///
/// @param limit only the first so many invoices
/// @param rate orders a second, begun on time however long earlier ones take; empty for as fast as they are accepted
/// @param connections orders under way at the same time, when there is no rate
public record ReplayPlan(int limit, OptionalDouble rate, int connections) {

    /// Everything, as fast as it goes.
    public static ReplayPlan everything(int connections) {
        return new ReplayPlan(Integer.MAX_VALUE, OptionalDouble.empty(), connections);
    }
}
