package dev.groundswell.platform.database;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How a process keeps and watches its connections to each database, primary or replica.
@ConfigMapping(prefix = "groundswell.database")
public interface DatabaseConfig {

    /// Most connections to each primary and each replica. More serves more at once and takes from the server's own bound: docs/reference/databases.md has
    /// the sum.
    @WithDefault("10")
    int connections();

    /// So many of them are opened ahead and stay; 0 is none. More spares more first requests a connect and holds that many at the server for nothing.
    @WithDefault("2")
    int warm();

    /// The others are closed after this long without use. More spares connects, which take milliseconds, and holds connections at the server.
    @WithDefault("30s")
    Duration idle();

    /// How long work waits for a free connection, and for a connect; then it is answered with 503. More rides out longer bursts and makes clients wait for
    /// longer when there is no end to it.
    @WithDefault("2s")
    Duration patience();

    /// After this long without a byte from the database a connection is closed, whether a statement runs on it or not: its peer may have vanished
    /// without a word. Unused ones are asked for a sign of life four times within it, so a statement may take three quarters of it. More lets a statement
    /// take longer and leaves hung connections in the pool for longer.
    @WithDefault("20s")
    Duration silence();

    /// After this long without a statement the database ends a transaction, whose client has stopped in the middle and holds its locks; 0 is never. Less
    /// ends transactions of clients that only paused. Sent at each connect as `idle_in_transaction_session_timeout`: a PgBouncer in between has to have it
    /// among its `ignore_startup_parameters`, and the database has to be told of it by other means then.
    @WithDefault("15s")
    Duration idleInTransaction();

    /// Whether a proxy stands in between that gives each transaction another connection and does not know prepared statements, as PgBouncer before 1.21 in
    /// transaction mode. Statements are then parsed each time, and the database has to be told of `idle-in-transaction` by other means.
    @WithDefault("false")
    boolean proxied();
}
