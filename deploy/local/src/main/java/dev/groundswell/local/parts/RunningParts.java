package dev.groundswell.local.parts;

import java.util.Optional;

import dev.groundswell.local.postgres.PostgresServers;
import dev.groundswell.local.token.KeyFiles;

/// The started parts, and where services reach them.
public record RunningParts(PostgresServers.Address postgres, int kafkaPort, int redisPort, KeyFiles keys, Detours detours) {
    public String kafka() {
        return "localhost:" + detours.port(Detours.KAFKA, kafkaPort);
    }

    public String redis() {
        return "redis://localhost:" + detours.port(Detours.REDIS, redisPort);
    }

    /// A database as the replica has it, if there is one.
    public Optional<String> replica(String name) {
        return postgres.replicaPort().map(port -> "postgresql://localhost:" + port + "/" + name);
    }

    public String database(String name) {
        return "postgresql://localhost:" + detours.port(name, postgres.port()) + "/" + name;
    }
}
