package dev.groundswell.local.shards;

/// Is told of each step of a move as it is taken, on the mover's thread. What it throws ends the move there, as the death of the process would.
interface Steps {
    Steps UNOBSERVED = new Steps() {
    };

    default void before(Step step) {}

    default void after(Step step) {}
}
