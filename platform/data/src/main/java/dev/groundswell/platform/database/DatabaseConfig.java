package dev.groundswell.platform.database;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How connections to databases are watched.
@ConfigMapping(prefix = "groundswell.database")
public interface DatabaseConfig {

    /// After this long without a byte from the database a connection is closed, whether a statement runs on it or not: its peer may have vanished
    /// without a word. The last byte may have come before the connection lay unused in its pool, so a statement may take this long less that time: with
    /// pools that close unused connections after 5 s, 15 s. More lets a statement take longer and leaves hung connections in the pool for longer.
    @WithDefault("20s")
    Duration silence();

    /// After this long without a statement the database ends a transaction, whose client has stopped in the middle and holds its locks; 0 is never. Less
    /// ends transactions of clients that only paused. Sent at each connect as `idle_in_transaction_session_timeout`: a PgBouncer in between has to have it
    /// among its `ignore_startup_parameters`, and the database has to be told by other means then.
    @WithDefault("15s")
    Duration idleInTransaction();
}
