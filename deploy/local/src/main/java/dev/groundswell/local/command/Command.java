package dev.groundswell.local.command;

import java.util.List;

/// One subcommand of the launcher. Runs in the main thread and returns the process's exit code; throws [UsageException] before it has
/// changed anything.
@FunctionalInterface
public interface Command {
    int run(List<String> arguments) throws Exception;
}
