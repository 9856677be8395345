package dev.groundswell.platform.cache;

/// Whether this process hears of changes. Thread-safe.
final class Hearing {

    private volatile boolean deaf;

    /// Whether changes are told that do not arrive here.
    boolean isDeaf() {
        return deaf;
    }

    void deaf(boolean now) {
        deaf = now;
    }
}
