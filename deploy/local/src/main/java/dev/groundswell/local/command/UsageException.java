package dev.groundswell.local.command;

/// The command was called wrongly: its message is for the caller, the exit code is 2, nothing was started.
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
