package dev.groundswell.local.parts;

import java.util.Set;

import dev.groundswell.local.kafka.Topics;
import dev.groundswell.local.schema.Database;

/// What to start.
///
/// @param durable whether data must survive the machine; tests do without and start faster
/// @param replica whether PostgreSQL gets a streaming replica
/// @param migrate the databases whose schema is brought up to date; all databases exist in any case
/// @param topics created on the broker
/// @param detours ports at which services reach parts instead of at their own
public record PartsPlan(boolean durable, boolean replica, Set<Database> migrate, Topics topics, Detours detours) {
    public PartsPlan {
        migrate = Set.copyOf(migrate);
    }
}
