package dev.groundswell.platform.consistency;

/// How far into a database's write-ahead log somebody has seen.
///
/// @param position bytes from the log's beginning, as PostgreSQL's `pg_lsn` counts
/// @param millis since the epoch when it was seen
public record Seen(long position, long millis) {

    /// The further of both, and the later.
    Seen max(Seen other) {
        return new Seen(Math.max(position, other.position), Math.max(millis, other.millis));
    }
}
