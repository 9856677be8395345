package dev.groundswell.pricing.fetching;

/// A document of rates that is not taken, none of it: unreadable, or wrong as a whole.
final class Unbelievable extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// @param message what is wrong with it, for the log and the record of the run
    Unbelievable(String message) {
        super(message, null, false, false);
    }
}
