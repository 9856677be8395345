/// Reads a subcommand's words: named options, flags and positional words, each declared by the command that understands them.
/// Commands enter with the arguments `Main` gave them; a word nobody declared is a [dev.groundswell.local.command.UsageException].
/// Leans on nothing; what is wrong is told in one sentence and ends with exit code 2.
@NullMarked
package dev.groundswell.local.command;

import org.jspecify.annotations.NullMarked;
