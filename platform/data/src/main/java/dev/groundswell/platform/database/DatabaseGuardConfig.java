package dev.groundswell.platform.database;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// When requests give a database up; see [DatabaseGuard].
@ConfigMapping(prefix = "groundswell.database-guard")
public interface DatabaseGuardConfig {

    /// How long a request waits for one call, its wait for a connection or a commit included; then it is answered with 503. More makes clients of
    /// a database that hangs wait for longer before the breaker opens; less takes a slow moment for an outage.
    @WithDefault("3s")
    Duration bound();

    /// The same for what writes up to a thousand things, and for every write of products and prices, which may wait for one of those. Longer than
    /// three quarters of `groundswell.database.silence` is of no use.
    @WithDefault("15s")
    Duration longBound();

    /// The part of the connections to a primary that requests may hold at once; at least one. The rest is there for what settles orders, accepts them and
    /// publishes events, however many read. More serves more readers at once and makes those wait behind them.
    @WithDefault("0.8")
    double share();

    /// The last so many calls are judged, and none before there were that many. More takes longer to see that a database is away.
    @WithDefault("6")
    int calls();

    /// The breaker opens when at least this part of them met an outage or ran out of time. With less than all of them a database that is merely slow, or a
    /// process that is short of processor time, would be taken for dead, and opening would add to its load.
    @WithDefault("1.0")
    double failureRatio();

    /// How long it stays open before one call may try again. More asks a dead database less often and is later to see that it is back.
    @WithDefault("1s")
    Duration pause();
}
