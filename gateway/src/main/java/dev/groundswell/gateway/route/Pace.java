package dev.groundswell.gateway.route;

/// How long an upstream may take over a route; the configuration gives each pace its durations.
public enum Pace {
    /// A person waits for it.
    ORDINARY,
    /// Up to a thousand things are written.
    BATCH,
    /// The head comes as fast as an ordinary one's, the body as it happens.
    STREAM
}
