package dev.groundswell.local.postgres;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// What is wanted of PostgreSQL.
///
/// @param databases created when the data folder is made
/// @param durable whether commits reach the disk; `false` is for tests, whose data may be lost with the machine
/// @param replica whether a streaming replica runs beside the primary
/// @param replicationPort where the replica reaches the primary; `null` for the primary's own
public record PostgresPlan(List<String> databases, boolean durable, boolean replica, @Nullable Integer replicationPort) {
    public PostgresPlan {
        databases = List.copyOf(databases);
    }
}
