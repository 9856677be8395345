package dev.groundswell.testbed.conformance;

/// The suite could not be run to its end; the message says why.
public final class ConformanceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ConformanceException(String message) {
        super(message);
    }

    ConformanceException(String message, Throwable cause) {
        super(message, cause);
    }
}
