package dev.groundswell.platform.role;

/// What a process does of its service's work: the values of `groundswell.role`.
enum Role {
    /// Serves the API and publishes what its own requests decide.
    HTTP,
    /// Consumes events and runs jobs; its public port answers 404 to everything.
    WORKER,
    /// All of it: the default.
    BOTH
}
