/// The launcher: one program, [dev.groundswell.local.Main], whose subcommands start parts and whole suites on one machine.
/// People enter through `./dev`, tests through `local.testing`; nobody else depends on this package.
/// Leans on the rooms below it; what is wrong is one sentence on standard error, with exit code 2 for a wrong call and 1 for a failure.
@NullMarked
package dev.groundswell.local;

import org.jspecify.annotations.NullMarked;
