package dev.groundswell.platform.job;

import java.time.Instant;

/// A run that was given to this process.
///
/// @param fence grows with each claim of the job: the greatest is the only one that counts
/// @param due the moment it is for
/// @param tookOver whether another had left its run
record Claim(String job, long fence, Instant due, boolean tookOver) {}
