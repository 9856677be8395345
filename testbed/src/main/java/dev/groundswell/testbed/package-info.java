/// The program behind those commands of `./dev` that use a whole suite: each is a room of its own below.
/// Entered by `./dev` only; leans on the launcher for words, folders, keys and tokens. What is wrong is told in one sentence and ends with exit code 1 or 2.
@NullMarked
package dev.groundswell.testbed;

import org.jspecify.annotations.NullMarked;
