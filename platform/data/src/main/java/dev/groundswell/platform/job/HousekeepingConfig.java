package dev.groundswell.platform.job;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How what nobody needs any more is deleted.
@ConfigMapping(prefix = "groundswell.housekeeping")
public interface HousekeepingConfig {

    /// Rows a transaction, at least 1. More is done sooner and holds their locks for longer.
    @WithDefault("500")
    int batch();

    /// Pause between two transactions, at least 1 ms. Less is done sooner and leaves less of the database to others.
    @WithDefault("20ms")
    Duration pause();

    /// For how long the records of runs are kept. More tells of longer ago; a job that runs every minute leaves 1,440 a day.
    @WithDefault("14d")
    Duration runs();
}
