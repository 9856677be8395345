package dev.groundswell.platform.outbox;

import dev.groundswell.platform.events.OutgoingEvent;

/// A committed row of the outbox table.
public record OutboxRow(long id, OutgoingEvent event) {

    /// What it takes in memory, the small things left out.
    long bytes() {
        return event.value().length;
    }
}
