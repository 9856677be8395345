package dev.groundswell.platform.job;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How jobs are claimed and held.
@ConfigMapping(prefix = "groundswell.jobs")
public interface JobsConfig {

    /// Whether workers look for due jobs. Without it jobs run when `POST /jobs/{name}` asks for them, as from a CronJob.
    @WithDefault("true")
    boolean enabled();

    /// How often each worker looks. More often begins due jobs sooner and costs a statement a database each time.
    @WithDefault("1s")
    Duration look();

    /// How long a job stays with a process that is not heard of; held ones are renewed three times within it. At least 1 s. Less takes over sooner from
    /// the dead and also from those that only pause.
    @WithDefault("30s")
    Duration lease();

    /// A run that takes longer has failed. More lets longer runs end, and a run that hangs is tried again later.
    @WithDefault("10m")
    Duration longest();

    /// Pause before a failed run is tried again, twice as long after each further failure. Less asks what is away more often.
    @WithDefault("5s")
    Duration retryAfter();

    /// The pause does not grow beyond it, nor beyond the job's period.
    @WithDefault("5m")
    Duration longestRetryAfter();

    /// How long a process that ends waits for its runs to come to the end of their transactions; then it gives them back. More keeps it from ending.
    @WithDefault("500ms")
    Duration ending();
}
