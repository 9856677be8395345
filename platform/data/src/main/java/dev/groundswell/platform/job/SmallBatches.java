package dev.groundswell.platform.job;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.platform.context.CallersContext;

/// Does much in small transactions, with pauses for others, so that no lock is held for long. Each confirms that the job is still held.
/// Thread-safe.
@Singleton
public class SmallBatches {

    private final HousekeepingConfig config;

    /// Fails when a run would never end, or not begin.
    public SmallBatches(HousekeepingConfig config) {
        require(config.batch() >= 1, "batch", "at least 1", config.batch());
        require(config.pause().toMillis() >= 1, "pause", "at least 1 ms", config.pause());
        this.config = config;
    }

    /// Repeats `step`, each time in a transaction of its own, until it has found less than it was allowed to deal with.
    ///
    /// @param step is given how many rows it may deal with
    public Uni<Done> all(Tenure tenure, BiFunction<SqlConnection, Integer, Uni<Batch>> step) {
        return Uni.createFrom()
                .deferred(() -> one(tenure, step))
                .runSubscriptionOn(CallersContext.executor())
                .repeat()
                .withDelay(config.pause())
                .whilst(part -> part.batch.found >= config.batch())
                .map(part -> new Done(part.batch.done, part.took))
                .collect()
                .with(Collectors.reducing(Done.NOTHING, Done::and));
    }

    private Uni<Part> one(Tenure tenure, BiFunction<SqlConnection, Integer, Uni<Batch>> step) {
        AtomicLong began = new AtomicLong();
        return tenure.database()
                .withTransaction(transaction -> tenure.confirm(transaction)
                        .invoke(() -> began.set(System.nanoTime()))
                        .chain(() -> step.apply(transaction, config.batch())))
                .map(batch -> new Part(batch, Duration.ofNanos(System.nanoTime() - began.get())));
    }

    private static void require(boolean holds, String setting, String rule, Object was) {
        if (!holds) {
            throw new IllegalArgumentException("groundswell.housekeeping." + setting + ": must be " + rule + "; was " + was);
        }
    }

    /// What a step came to.
    ///
    /// @param found rows it has locked: when they are as many as allowed, there may be more
    /// @param done those of them it has dealt with. One that others changed while it was being locked is left for another run
    public record Batch(long found, long done) {

        /// Of a statement that emits one row with `found` and `done`.
        public static Batch of(RowSet<Row> rows) {
            Row row = rows.iterator().next();
            return new Batch(row.getLong("found"), row.getLong("done"));
        }
    }

    private record Part(Batch batch, Duration took) {}

    /// What was done.
    ///
    /// @param longest that a transaction had its locks
    public record Done(long rows, Duration longest) {

        private static final Done NOTHING = new Done(0, Duration.ZERO);

        /// For the record of the run.
        ///
        /// @param what the rows are, and what became of them: `records deleted`
        public String text(String what) {
            return rows + " " + what + (rows == 0 ? "" : ", longest transaction " + longest.toMillis() + " ms");
        }

        private Done and(Done other) {
            return new Done(rows + other.rows, longest.compareTo(other.longest) > 0 ? longest : other.longest);
        }
    }
}
