/// Child processes that never outlive their supervisor: start here with [dev.groundswell.local.process.Children].
/// Every room that runs something enters; each child hangs on a lifeline, a tiny shell that stops it as soon as the supervisor's pipe closes.
/// Leans on `sh` and, for a session of its own, on `setsid` or `perl`; a child that dies early is told with the tail of its log, and one that is
/// kept is started again.
@NullMarked
package dev.groundswell.local.process;

import org.jspecify.annotations.NullMarked;
