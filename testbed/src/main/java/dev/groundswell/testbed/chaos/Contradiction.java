package dev.groundswell.testbed.chaos;

import java.util.List;
import java.util.stream.Collectors;

/// A promise that was not kept.
///
/// @param facts the fewest that cannot all be true
record Contradiction(Rule rule, String sentence, List<Object> facts) {

    Contradiction {
        facts = List.copyOf(facts);
    }

    /// The promises, in the order in which a failing run tells them: what comes earlier is often the cause of what comes later.
    enum Rule {
        LOST, MISTAKEN, UNREQUESTED, DOUBLED, UNSETTLED, LATE, GIVEN_UP, BACKWARDS, UNDONE, WRONG_PRICE, STOCK, OUTBOX, UNTOLD, TOLD_BOTH, DEAD_LETTER, BROKEN_ANSWER
    }

    @Override
    public String toString() {
        return rule + ": " + sentence + facts.stream().map(fact -> "\n    " + fact).collect(Collectors.joining());
    }
}
