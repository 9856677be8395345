package dev.groundswell.catalog.writing;

import java.util.List;

import dev.groundswell.platform.audit.Change;
import dev.groundswell.platform.events.OutgoingEvent;

/// What a write came to.
///
/// @param answer for whoever asked for the write
/// @param events to be told once it is committed
/// @param changes to be audited then
public record Outcome<T>(T answer, List<OutgoingEvent> events, List<Change> changes) {}
