package dev.groundswell.gateway.edge;

import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.store.AnswerHead;
import dev.groundswell.gateway.store.StoredAnswer;

/// What a service's answer is to those who waited for it.
sealed interface Outcome {

    /// Whole and kept: confirmed by a 304, or without a body.
    ///
    /// @param validated whether it had been kept before
    record Kept(StoredAnswer answer, boolean validated) implements Outcome {}

    /// On its way, and for everybody whom its head allows.
    record Shared(AnswerHead head, SharedBody body) implements Outcome {}

    /// For the one who asked, and nobody else.
    ///
    /// @param failed whether it is an error, or lacks what a part of the service would have told: a whole one that is kept is better
    record Personal(Answer answer, boolean failed) implements Outcome {}
}
