package dev.groundswell.local.shards;

/// A row of `slot_moves`: a slot on its way, as one of the two shards tells it.
///
/// @param in whether it comes to the shard that has the row, or leaves it
/// @param other the other shard's name
/// @param state `copying`, `fenced` or `moved`
record SlotMove(int slot, boolean in, String other, String state) {
    static final String COPYING = "copying";
    static final String FENCED = "fenced";
    static final String MOVED = "moved";
}
