package dev.groundswell.local.process;

/// Something could not be started or died: the message is complete for a person, the exit code is 1.
public final class LaunchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LaunchException(String message) {
        super(message);
    }

    public LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
