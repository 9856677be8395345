package dev.groundswell.catalog.reserving;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.platform.job.Job;
import dev.groundswell.platform.job.SmallBatches;
import dev.groundswell.platform.job.Tenure;

/// Deletes what was decided about orders that are too old for anything more to be decided: sold, refused and cancelled ones. What is still promised stays,
/// however old it is.
///
/// It needs no index of its own: orders' ids grow with the time at which they were placed.
@Singleton
class PastReservations implements Job {

    /// Later than [ReservationsConfig#kept], so that whatever is deleted is refused by [Ledger] already, also where clocks differ.
    private static final Duration MARGIN = Duration.ofDays(1);

    /// An order may be unsettled for 17 hours and cancelled half an hour later; the rest is for clocks that differ and a Kafka that was away.
    private static final Duration SHORTEST = Duration.ofDays(2);

    static final String DELETE = """
            WITH old AS MATERIALIZED (
                SELECT ctid FROM reservations
                WHERE order_id < $1 AND uuid_extract_version(order_id) = 7 AND state IN ('confirmed', 'refused', 'cancelled')
                ORDER BY order_id LIMIT $2 FOR UPDATE SKIP LOCKED
            ), gone AS (
                DELETE FROM reservations WHERE ctid = ANY(ARRAY(SELECT ctid FROM old)) RETURNING 1
            )
            SELECT (SELECT count(*) FROM old) AS found, (SELECT count(*) FROM gone) AS done
            """;

    private final SmallBatches batches;
    private final ReservationsConfig config;
    private final Clock clock;

    /// Fails when orders would be forgotten that steps may still be taken for.
    PastReservations(SmallBatches batches, ReservationsConfig config, Clock clock) {
        if (config.kept().compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("groundswell.reservations.kept: must be at least " + SHORTEST + "; was " + config.kept());
        }
        this.batches = batches;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "past-reservations";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public Uni<String> run(Tenure tenure) {
        UUID first = firstAt(clock.instant().minus(config.kept()).minus(MARGIN));
        return batches.all(tenure, (transaction, most) -> delete(transaction, first, most)).map(done -> done.text("reservations deleted"));
    }

    private static Uni<SmallBatches.Batch> delete(SqlConnection transaction, UUID before, int most) {
        return transaction.preparedQuery(DELETE).execute(Tuple.of(before, most)).map(SmallBatches.Batch::of);
    }

    /// The least id that an order placed then can have (RFC 9562, version 7: milliseconds in the 48 high bits).
    static UUID firstAt(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0);
    }
}
