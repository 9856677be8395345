package dev.groundswell.local.parts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.schema.Database;

/// Ports at which a part is reached instead of at its own, because somebody stands in between: the relays of a chaos run.
///
/// @param ports on this machine, by what is reached: a database's name, `kafka`, `redis`, or `replication` for the way from the replica to the primary
public record Detours(Map<String, Integer> ports) {
    public static final String KAFKA = "kafka";
    public static final String REDIS = "redis";
    public static final String REPLICATION = "replication";

    private static final int MOST_PORT = 65_535;

    public Detours {
        ports = Map.copyOf(ports);
    }

    public static Detours none() {
        return new Detours(Map.of());
    }

    /// Reads `kafka=20001,orders_0=20002`. Fails with [UsageException].
    public static Detours parse(String option, String text) {
        Map<String, Integer> ports = new HashMap<>();
        for (String word : text.split(",", -1)) {
            String[] sides = word.split("=", -1);
            if (sides.length != 2 || !isKnown(sides[0])) {
                throw new UsageException(
                        option + " must read like kafka=20001,orders_0=20002 and knows " + String.join(", ", Database.names())
                                + ", " + String.join(", ", KAFKA, REDIS, REPLICATION) + "; was " + text);
            }
            ports.put(sides[0], Options.numberIn(option + " " + sides[0], sides[1], 1, MOST_PORT));
        }
        return new Detours(ports);
    }

    /// The port by which `name` is reached, its own when nobody stands in between.
    public int port(String name, int own) {
        return ports.getOrDefault(name, own);
    }

    private static boolean isKnown(String name) {
        return Database.names().contains(name) || List.of(KAFKA, REDIS, REPLICATION).contains(name);
    }
}
