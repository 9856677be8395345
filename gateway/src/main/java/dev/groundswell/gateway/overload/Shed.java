package dev.groundswell.gateway.overload;

/// Why a request was sent away.
public enum Shed {
    /// Too many wait already, none of them less important.
    QUEUE_FULL("queue-full"),
    /// Somebody more important came while too many waited.
    DISPLACED("displaced"),
    /// It has waited as long as a request may.
    TOO_OLD("too-old"),
    /// The service does not answer anybody at the moment.
    CIRCUIT_OPEN("circuit-open");

    private final String tag;

    Shed(String tag) {
        this.tag = tag;
    }

    /// The metrics' tag.
    String tag() {
        return tag;
    }
}
