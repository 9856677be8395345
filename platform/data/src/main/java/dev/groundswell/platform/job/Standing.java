package dev.groundswell.platform.job;

import java.time.Duration;

/// How a job stands at a database, as a look finds it.
///
/// @param unknown whether the database has never heard of it
/// @param claimable whether it is due and held by nobody
/// @param overdue for how long it has been due; zero or less when it is not
record Standing(String job, boolean unknown, boolean claimable, Duration overdue) {}
