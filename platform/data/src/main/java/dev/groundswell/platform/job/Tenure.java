package dev.groundswell.platform.job;

import java.time.Instant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

/// That this process holds a job at one database, for one run. Thread-safe.
public interface Tenure {

    /// The moment this run is for, by the clock of the database.
    Instant due();

    /// The name of the database this run works on.
    String databaseName();

    /// The primary this run works on.
    Pool database();

    /// To be called first in each transaction with effects. Until that ends nobody takes the job over. Fails with [LostTenure] when somebody has, or this
    /// process is ending: the transaction then has to be rolled back, which `withTransaction` does.
    Uni<Void> confirm(SqlConnection transaction);
}
