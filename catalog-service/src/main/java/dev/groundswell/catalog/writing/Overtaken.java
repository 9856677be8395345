package dev.groundswell.catalog.writing;

/// Another writer created between our look and our write what we saw as absent: what was decided on that look does not hold.
public final class Overtaken extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Overtaken(String key) {
        super("overtaken by another writer of " + key, null, false, false);
    }
}
