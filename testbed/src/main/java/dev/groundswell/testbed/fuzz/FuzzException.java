package dev.groundswell.testbed.fuzz;

/// The fuzzing cannot go on; the message says why and what helps.
public final class FuzzException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FuzzException(String message) {
        super(message);
    }

    FuzzException(String message, Throwable cause) {
        super(message, cause);
    }
}
