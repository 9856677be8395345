package dev.groundswell.testbed.book;

/// A result could not be kept; the message says why and holds the result.
public final class BookException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BookException(String message) {
        super(message);
    }
}
