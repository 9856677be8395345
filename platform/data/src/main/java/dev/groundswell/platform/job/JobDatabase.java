package dev.groundswell.platform.job;

import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.database.DatabaseGuard;

/// A database where jobs run.
///
/// @param name in metrics and records
/// @param guard what a client waits for passes it; runs do not
public record JobDatabase(String name, Pool pool, DatabaseGuard guard) {}
