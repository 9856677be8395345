package dev.groundswell.local.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.local.home.Private;
import dev.groundswell.local.process.LaunchException;
import dev.groundswell.local.process.Leftovers;

/// What a running suite writes into `suite.json`, for `status` and `down`. A file whose supervisor does not run any more is stale and
/// means nothing.
///
/// @param phase `starting`, `ready` or `stopping`
public record SuiteState(String phase, long pid, long startedAt, String url, List<Entry> processes) {
    public static final String STARTING = "starting";
    public static final String READY = "ready";

    private static final ObjectMapper JSON = new ObjectMapper();

    /// One process of the suite.
    ///
    /// @param port where it serves
    /// @param managementPort 0 for parts, which have none
    public record Entry(String name, long pid, long startedAt, int port, int managementPort, String log) {
        boolean isAlive() {
            return Leftovers.alive(pid, startedAt).isPresent();
        }
    }

    /// The state of the suite that runs from this file, if one does.
    public static Optional<SuiteState> running(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), SuiteState.class)).filter(state -> state.supervisor().isPresent());
        } catch (IOException e) {
            throw new LaunchException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    Optional<ProcessHandle> supervisor() {
        return Leftovers.alive(pid, startedAt);
    }

    void write(Path file) {
        try {
            Private.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record has no JSON", e);
        }
    }
}
