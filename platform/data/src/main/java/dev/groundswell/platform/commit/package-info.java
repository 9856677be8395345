/// Shares the cost of a commit among those who want one at the same time; start with [dev.groundswell.platform.commit.GroupCommit].
/// Entered by use cases that write one small thing a request and can write many of them with one statement.
/// Leans on the statement it is given; when that fails for one item's sake the others are written without it, when a part is away all fail.
@NullMarked
package dev.groundswell.platform.commit;

import org.jspecify.annotations.NullMarked;
