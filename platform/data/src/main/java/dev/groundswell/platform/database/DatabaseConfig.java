package dev.groundswell.platform.database;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How connections to databases are watched.
@ConfigMapping(prefix = "groundswell.database")
public interface DatabaseConfig {

    /// After this long without a byte from the database a connection is closed, whether a statement runs on it or not: its peer may have vanished
    /// without a word. More lets a statement take longer and leaves hung connections in the pool for longer; less than the longest statement cuts it.
    @WithDefault("15s")
    Duration silence();
}
