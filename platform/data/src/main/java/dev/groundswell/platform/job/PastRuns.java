package dev.groundswell.platform.job;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/// Deletes the records of runs that ended long ago.
@Singleton
class PastRuns implements Job {

    /// By place and not by key, for nobody moves a row that is locked.
    private static final String DELETE = """
            WITH old AS MATERIALIZED (
                SELECT ctid FROM job_runs WHERE started_at < now() - make_interval(secs => $1) AND ended_at IS NOT NULL
                ORDER BY started_at LIMIT $2 FOR UPDATE SKIP LOCKED
            ), gone AS (
                DELETE FROM job_runs WHERE ctid = ANY(ARRAY(SELECT ctid FROM old)) RETURNING 1
            )
            SELECT (SELECT count(*) FROM old) AS found, (SELECT count(*) FROM gone) AS done
            """;

    private final SmallBatches batches;
    private final HousekeepingConfig config;

    PastRuns(SmallBatches batches, HousekeepingConfig config) {
        this.batches = batches;
        this.config = config;
    }

    @Override
    public String name() {
        return "past-runs";
    }

    @Override
    public Duration every() {
        return Duration.ofDays(1);
    }

    @Override
    public Uni<String> run(Tenure tenure) {
        return batches.all(tenure, this::delete).map(done -> done.text("records of runs deleted"));
    }

    private Uni<SmallBatches.Batch> delete(SqlConnection transaction, int most) {
        return transaction.preparedQuery(DELETE).execute(Tuple.of((double) config.runs().toSeconds(), most)).map(SmallBatches.Batch::of);
    }
}
