package dev.groundswell.catalog.reserving;

import java.util.List;

import dev.groundswell.platform.events.OrderEvent;

/// What one step came to: what is told to others, and what the order's journal says.
sealed interface Verdict {

    /// All lines are promised, now or since an earlier delivery of the same step.
    record Reserved() implements Verdict {}

    /// Not all lines could be promised, so none is.
    record Refused(List<OrderEvent.Reason> reasons) implements Verdict {}

    /// Done, and nobody waits for an answer.
    ///
    /// @param done in the past tense
    record Kept(String done) implements Verdict {}

    /// The step came too late or twice.
    record Nothing() implements Verdict {}
}
