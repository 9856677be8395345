/// Lets clients read from replicas and never see the past: the positions they have seen travel with them as a `Consistency-Token`, and a read goes to a
/// replica only if that one has replayed as far. Entered by the rooms that read and write databases; start with
/// [dev.groundswell.platform.consistency.ReplicatedDatabase].
/// Leans on the replicas' own word of how far they are. One that lags, hangs or is away leaves the rotation, and its reads go to the primary.
@NullMarked
package dev.groundswell.platform.consistency;

import org.jspecify.annotations.NullMarked;
