/// Moves slots of order data between shards while services write, and adds shards; start with [dev.groundswell.local.shards.Mover].
/// `Main` enters with the words of `./dev shards`, tests with the address of a server.
/// Leans on the shards' own tables to remember how far a move is: after any crash the next run goes on from them, and a shard that cannot be reached stops a run before it has changed anything.
@NullMarked
package dev.groundswell.local.shards;

import org.jspecify.annotations.NullMarked;
