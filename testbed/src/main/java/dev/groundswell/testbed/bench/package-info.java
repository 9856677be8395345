/// Measures a part of the suite and a well-known program at the same work on the same machine, in turns, and keeps the result in
/// `docs/reference/benchmarks.md`. Entered by `./dev bench` through [dev.groundswell.testbed.bench.BenchCommand]; start at [dev.groundswell.testbed.bench.Entries].
/// Starts a suite of its own with ports and data of its own and takes both away at the end; an entry whose peer is not installed is skipped with the reason.
@NullMarked
package dev.groundswell.testbed.bench;

import org.jspecify.annotations.NullMarked;
