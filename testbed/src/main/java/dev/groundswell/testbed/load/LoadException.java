package dev.groundswell.testbed.load;

/// The load cannot be made; the message says why and what helps.
public final class LoadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LoadException(String message) {
        super(message);
    }

    LoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
