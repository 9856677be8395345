package dev.groundswell.local.parts;

import dev.groundswell.local.postgres.PostgresServers;
import dev.groundswell.local.token.KeyFiles;

/// Where the started parts are reached.
public record RunningParts(PostgresServers.Address postgres, int kafkaPort, int redisPort, KeyFiles keys) {
    public String kafka() {
        return "localhost:" + kafkaPort;
    }

    public String redis() {
        return "redis://localhost:" + redisPort;
    }
}
