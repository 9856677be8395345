package dev.groundswell.gateway.route;

import java.util.Locale;

/// What goes first when a service cannot do everything, the most important first. Settling stands above all of them: it comes through Kafka, not through
/// this door.
public enum Priority {
    /// Taking an order, or taking it back.
    ACCEPT,
    /// What belongs to the caller, and what admins write.
    OWN,
    /// What everybody may look at.
    BROWSE;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /// The metrics' tag.
    public String tag() {
        return tag;
    }
}
