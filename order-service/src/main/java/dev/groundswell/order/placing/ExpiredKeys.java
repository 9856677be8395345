package dev.groundswell.order.placing;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.platform.job.Job;
import dev.groundswell.platform.job.SmallBatches;
import dev.groundswell.platform.job.Tenure;

/// Forgets the keys of orders that were accepted more than a day ago. Their orders stay.
@Singleton
class ExpiredKeys implements Job {

    private static final Duration PROMISED = Duration.ofHours(24);

    /// Of slots that are here, and stay here until it has committed: a slot on its way takes its keys along, and what it leaves is deleted by who moves it.
    static final String DELETE = """
            WITH old AS MATERIALIZED (
                SELECT expired.ctid FROM idempotency_keys AS expired JOIN slot_owner USING (slot)
                WHERE created_at < now() - make_interval(secs => $1) ORDER BY created_at LIMIT $2
                FOR UPDATE OF expired SKIP LOCKED FOR KEY SHARE OF slot_owner SKIP LOCKED
            ), gone AS (
                DELETE FROM idempotency_keys WHERE ctid = ANY(ARRAY(SELECT ctid FROM old)) RETURNING 1
            )
            SELECT (SELECT count(*) FROM old) AS found, (SELECT count(*) FROM gone) AS done
            """;

    private final SmallBatches batches;
    private final KeysConfig config;

    /// Fails when keys would be forgotten sooner than clients are promised.
    ExpiredKeys(SmallBatches batches, KeysConfig config) {
        if (config.kept().compareTo(PROMISED) < 0) {
            throw new IllegalArgumentException(
                    "groundswell.idempotency-keys.kept: must be at least " + PROMISED + "; was " + config.kept());
        }
        this.batches = batches;
        this.config = config;
    }

    @Override
    public String name() {
        return "expired-keys";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public Uni<String> run(Tenure tenure) {
        return batches.all(tenure, this::delete).map(done -> done.text("keys deleted"));
    }

    private Uni<SmallBatches.Batch> delete(SqlConnection transaction, int most) {
        return transaction.preparedQuery(DELETE).execute(Tuple.of((double) config.kept().toSeconds(), most)).map(SmallBatches.Batch::of);
    }
}
