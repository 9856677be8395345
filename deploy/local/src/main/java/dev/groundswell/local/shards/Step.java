package dev.groundswell.local.shards;

/// The steps of a move in their order. Each is one transaction, or may be repeated without harm; a mover may die before, in and after any of them.
enum Step {
    /// The shard that gets the slots writes down that they come.
    ANNOUNCE,
    /// What an earlier attempt has copied there is deleted.
    EMPTY,
    /// The shard they leave begins to note changes of their rows.
    NOTE,
    /// One table is copied.
    COPY,
    /// Rows that changed meanwhile are copied again.
    CATCH_UP,
    /// The shard they leave gives some of them up: nobody owns them.
    FENCE,
    /// The last changes are copied, and the shard they come to owns them.
    FLIP,
    /// The shard they leave writes that down.
    SETTLE,
    /// It notes changes no longer.
    RETIRE,
    /// Their rows are deleted there, one table.
    CLEAR,
    /// The shard they have come to forgets where they came from: the move is over.
    FORGET
}
