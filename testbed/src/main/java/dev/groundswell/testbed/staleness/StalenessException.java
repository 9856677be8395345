package dev.groundswell.testbed.staleness;

/// Nothing could be measured; the message says why.
public final class StalenessException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StalenessException(String message) {
        super(message);
    }
}
