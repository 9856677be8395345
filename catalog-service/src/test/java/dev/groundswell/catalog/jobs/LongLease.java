package dev.groundswell.catalog.jobs;

import java.time.Duration;

import dev.groundswell.platform.job.JobsConfig;

/// The usual rules, but for a lease so long that it is never renewed while a test runs: its holder is as good as dead or frozen.
record LongLease(JobsConfig usual, Duration lease) implements JobsConfig {

    static final Duration LEASE = Duration.ofHours(2);

    LongLease(JobsConfig usual) {
        this(usual, LEASE);
    }

    @Override
    public boolean enabled() {
        return usual.enabled();
    }

    @Override
    public Duration look() {
        return usual.look();
    }

    @Override
    public Duration longest() {
        return usual.longest();
    }

    @Override
    public Duration retryAfter() {
        return usual.retryAfter();
    }

    @Override
    public Duration longestRetryAfter() {
        return usual.longestRetryAfter();
    }

    @Override
    public Duration ending() {
        return usual.ending();
    }
}
