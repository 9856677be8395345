package dev.groundswell.testbed.chaos;

/// The run could not be made, which says nothing about the promises; the message is for a person.
public final class ChaosException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ChaosException(String message) {
        super(message);
    }

    ChaosException(String message, Throwable cause) {
        super(message, cause);
    }
}
