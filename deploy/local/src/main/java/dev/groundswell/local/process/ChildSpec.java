package dev.groundswell.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What to run and how to stop it.
///
/// @param name what people call it, also its log's name
/// @param rank children of a higher rank are stopped first, those of one rank together
/// @param command program and arguments; no secret belongs here, every user of the machine can read it
/// @param environment added to the supervisor's own
/// @param log output and errors, appended
/// @param stopSignal what asks it to end: `TERM`, or `INT` where that means more (PostgreSQL's fast shutdown)
/// @param grace time to end by itself before it is killed
public record ChildSpec(String name, int rank, List<String> command, Map<String, String> environment, Path log, String stopSignal,
        Duration grace) {
    /// Ranks: services lean on every part, the replica on the primary.
    public static final int PRIMARY = 0;
    public static final int PART = 1;
    public static final int SERVICE = 2;

    public ChildSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
