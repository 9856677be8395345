package dev.groundswell.platform.job;

/// This process does not hold the job any more: another has taken it over, or this one is ending. Nothing of the transaction that met it may be committed.
public final class LostTenure extends RuntimeException {

    private static final long serialVersionUID = 1;

    LostTenure(String message) {
        super(message, null, false, false);
    }
}
