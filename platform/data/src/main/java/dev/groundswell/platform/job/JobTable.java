package dev.groundswell.platform.job;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/// The statements on the tables `jobs` and `job_runs`, which every service's own migration creates. Time is the database's: processes' clocks may differ.
///
/// Three locks on the row of a job keep out of each other's way but where they have to: a transaction that confirms holds it `FOR KEY SHARE`, which a
/// renewal does not wait for; a claim wants it `FOR UPDATE` and passes on when it cannot have it.
final class JobTable {

    /// A detail is for people; a stack of causes is in the log.
    private static final int LONGEST_DETAIL = 1_000;

    private static final String REGISTER = "INSERT INTO jobs (name, known_since) SELECT name, clock_timestamp() FROM unnest($1::text[]) AS new (name)"
            + " ON CONFLICT DO NOTHING";
    private static final String LOOK = """
            SELECT wanted.name, jobs.name IS NULL AS unknown,
                (retry_at IS NULL OR retry_at <= clock_timestamp())
                    AND CASE WHEN holder IS NULL
                        THEN done IS NULL OR done < date_bin(make_interval(secs => every), clock_timestamp(), 'epoch')
                        ELSE lease_until < clock_timestamp() END AS claimable,
                extract(epoch FROM clock_timestamp() - coalesce(done + make_interval(secs => every), known_since))::float8 AS overdue
            FROM unnest($1::text[], $2::float8[]) AS wanted (name, every) LEFT JOIN jobs USING (name)
            """;
    /// What a holder has left is taken over whether it is due or not. One whose transaction is under way has left nothing, whatever its lease says: its row is
    /// locked and skipped.
    ///
    /// A run may be what ends its processes. The first that is left is taken over at once; each further one waits, from when its lease runs out, for as long
    /// as if it had failed.
    private static final String CLAIM = """
            WITH free AS MATERIALIZED (
                SELECT name, holder IS NOT NULL AS was_left, date_bin(make_interval(secs => $3), clock_timestamp(), 'epoch') AS boundary
                FROM jobs
                WHERE name = $1 AND ($5 OR retry_at IS NULL OR retry_at <= clock_timestamp())
                    AND CASE WHEN holder IS NULL
                        THEN $5 OR done IS NULL OR done < date_bin(make_interval(secs => $3), clock_timestamp(), 'epoch')
                        ELSE lease_until < clock_timestamp() END
                FOR UPDATE SKIP LOCKED
            ), lost AS (
                UPDATE job_runs SET outcome = 'lost', ended_at = clock_timestamp(), detail = 'its process was not heard of, and the job taken over'
                FROM free WHERE job = free.name AND outcome IS NULL
            ), claimed AS (
                UPDATE jobs SET fence = fence + 1, holder = $2, due = boundary,
                    lease_until = clock_timestamp() + make_interval(secs => $4),
                    failures = failures + was_left::integer,
                    retry_at = CASE WHEN was_left
                        THEN clock_timestamp() + make_interval(secs => $4 + least($6 * 2 ^ least(failures, 30), $7)) ELSE retry_at END
                FROM free WHERE jobs.name = free.name
                RETURNING jobs.name, fence, due, holder, was_left
            ), begun AS (
                INSERT INTO job_runs (job, fence, due, holder, started_at)
                SELECT name, fence, due, holder, clock_timestamp() FROM claimed
            )
            SELECT name, fence, due, was_left FROM claimed
            """;
    private static final String WHY_NOT = """
            SELECT NOT $3 AND coalesce(done >= date_bin(make_interval(secs => $2), clock_timestamp(), 'epoch'), false) AS is_done,
                holder IS NULL AND coalesce(retry_at > clock_timestamp(), false) AS is_paused,
                coalesce(extract(epoch FROM CASE WHEN lease_until > clock_timestamp() THEN lease_until ELSE retry_at END - clock_timestamp()),
                    0)::float8 AS wait
            FROM jobs WHERE name = $1
            """;
    private static final String RENEW = """
            UPDATE jobs SET lease_until = clock_timestamp() + make_interval(secs => $3) WHERE name = $1 AND fence = $2 AND holder IS NOT NULL
            """;
    private static final String CONFIRM = "SELECT FROM jobs WHERE name = $1 AND fence = $2 AND holder IS NOT NULL FOR KEY SHARE";
    private static final String SUCCEEDED = """
            WITH freed AS (
                UPDATE jobs SET holder = NULL, lease_until = NULL, done = greatest(done, due), failures = 0, retry_at = NULL
                WHERE name = $1 AND fence = $2 AND holder IS NOT NULL
                RETURNING name, fence
            )
            UPDATE job_runs SET outcome = 'succeeded', ended_at = clock_timestamp(), detail = $3 FROM freed
            WHERE job = freed.name AND job_runs.fence = freed.fence
            RETURNING %s
            """;
    private static final String FAILED = """
            WITH freed AS (
                UPDATE jobs SET holder = NULL, lease_until = NULL, failures = failures + 1,
                    retry_at = clock_timestamp() + make_interval(secs => least($4 * 2 ^ least(failures, 30), $5))
                WHERE name = $1 AND fence = $2 AND holder IS NOT NULL
                RETURNING name, fence
            )
            UPDATE job_runs SET outcome = 'failed', ended_at = clock_timestamp(), detail = $3 FROM freed
            WHERE job = freed.name AND job_runs.fence = freed.fence
            RETURNING %s
            """;
    /// Whoever looks next may have it, also when it was taken over before.
    private static final String GIVEN_BACK = """
            WITH freed AS (
                UPDATE jobs SET holder = NULL, lease_until = NULL, retry_at = NULL
                WHERE name = $1 AND fence = $2 AND holder IS NOT NULL
                RETURNING name, fence
            )
            UPDATE job_runs SET outcome = 'lost', ended_at = clock_timestamp(), detail = $3 FROM freed
            WHERE job = freed.name AND job_runs.fence = freed.fence
            RETURNING %s
            """;
    private static final String RUN = "SELECT %s FROM job_runs WHERE job = $1 AND fence = $2";
    static final String COLUMNS = "job, job_runs.fence, due, holder, started_at, ended_at, outcome, detail";

    private JobTable() {}

    /// Makes jobs known that are not.
    static Uni<Void> register(SqlConnection connection, List<String> jobs) {
        return connection.preparedQuery(REGISTER).execute(Tuple.of(jobs.toArray(String[]::new))).replaceWithVoid();
    }

    static Uni<List<Standing>> look(SqlConnection connection, Collection<Job> jobs) {
        return connection.preparedQuery(LOOK).execute(namesAndPeriods(jobs)).map(rows -> {
            List<Standing> found = new ArrayList<>(rows.size());
            for (Row row : rows) {
                Double overdue = row.getDouble("overdue");
                found.add(new Standing(row.getString("name"), row.getBoolean("unknown"), Boolean.TRUE.equals(row.getBoolean("claimable")),
                        overdue == null ? Duration.ZERO : Duration.ofNanos((long) (overdue * 1e9))));
            }
            return found;
        });
    }

    /// Empty when it is not due, or held by another. To be run by itself: it is over when it has answered.
    ///
    /// @param force whether it is wanted though it is not due
    /// @param pause before one may be taken over that was taken over already, doubled for each failure before this one
    /// @param longest that the pause may be
    static Uni<Optional<Claim>> claim(SqlConnection connection, Job job, String holder, Duration lease, boolean force, Duration pause,
            Duration longest) {
        return connection.preparedQuery(CLAIM)
                .execute(Tuple.from(List.of(job.name(), holder, seconds(job.every()), seconds(lease), force, seconds(pause),
                        seconds(longest))))
                .map(rows -> first(rows).map(row -> new Claim(row.getString("name"), row.getLong("fence"),
                        row.getOffsetDateTime("due").toInstant(), row.getBoolean("was_left"))));
    }

    /// Why a claim got nothing. The job may be free by now: then it is held by nobody for no time.
    ///
    /// @param force as of the claim
    static Uni<Attempt> whyNot(SqlConnection connection, Job job, boolean force) {
        return connection.preparedQuery(WHY_NOT).execute(Tuple.of(job.name(), seconds(job.every()), force))
                .map(rows -> first(rows).map(JobTable::whyNot).orElse(new Attempt.NotNow(Attempt.Reason.HELD, Duration.ZERO)));
    }

    private static Attempt whyNot(Row row) {
        if (row.getBoolean("is_done")) {
            return new Attempt.NotDue();
        }
        Duration wait = Duration.ofMillis(Math.max(0, Math.round(row.getDouble("wait") * 1_000)));
        return new Attempt.NotNow(row.getBoolean("is_paused") ? Attempt.Reason.PAUSED : Attempt.Reason.HELD, wait);
    }

    /// Whether it is still held.
    static Uni<Boolean> renew(SqlConnection connection, Claim claim, Duration lease) {
        return connection.preparedQuery(RENEW).execute(Tuple.of(claim.job(), claim.fence(), seconds(lease)))
                .map(rows -> rows.rowCount() == 1);
    }

    /// Whether it is still held, and then until the transaction ends.
    static Uni<Boolean> confirm(SqlConnection transaction, Claim claim) {
        return transaction.preparedQuery(CONFIRM).execute(Tuple.of(claim.job(), claim.fence())).map(rows -> rows.rowCount() == 1);
    }

    /// As the run is recorded; empty when the job was lost, and then nothing has changed.
    static Uni<Optional<JobRun>> succeeded(SqlConnection connection, Claim claim, String detail) {
        return connection.preparedQuery(SUCCEEDED.formatted(COLUMNS)).execute(Tuple.of(claim.job(), claim.fence(), shortened(detail)))
                .map(JobTable::run);
    }

    /// As [#succeeded].
    ///
    /// @param pause before it may be tried again, doubled for each failure before this one
    /// @param longest that the pause may be
    static Uni<Optional<JobRun>> failed(SqlConnection connection, Claim claim, String detail, Duration pause, Duration longest) {
        return connection.preparedQuery(FAILED.formatted(COLUMNS))
                .execute(Tuple.of(claim.job(), claim.fence(), shortened(detail), seconds(pause), seconds(longest)))
                .map(JobTable::run);
    }

    /// As [#succeeded], of a run that did not come to its end here.
    static Uni<Optional<JobRun>> givenBack(SqlConnection connection, Claim claim, String detail) {
        return connection.preparedQuery(GIVEN_BACK.formatted(COLUMNS)).execute(Tuple.of(claim.job(), claim.fence(), shortened(detail)))
                .map(JobTable::run);
    }

    static Uni<Optional<JobRun>> run(SqlConnection connection, Claim claim) {
        return connection.preparedQuery(RUN.formatted(COLUMNS)).execute(Tuple.of(claim.job(), claim.fence())).map(JobTable::run);
    }

    static Tuple namesAndPeriods(Collection<Job> jobs) {
        return Tuple.of(jobs.stream().map(Job::name).toArray(String[]::new),
                jobs.stream().map(job -> seconds(job.every())).toArray(Double[]::new));
    }

    private static Optional<JobRun> run(RowSet<Row> rows) {
        return first(rows).map(JobTable::run);
    }

    static JobRun run(Row row) {
        OffsetDateTime ended = row.getOffsetDateTime("ended_at");
        String outcome = row.getString("outcome");
        return new JobRun(row.getString("job"), row.getLong("fence"), row.getOffsetDateTime("due").toInstant(), row.getString("holder"),
                row.getOffsetDateTime("started_at").toInstant(), ended == null ? null : ended.toInstant(),
                outcome == null ? null : JobRun.Outcome.of(outcome), row.getString("detail"));
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }

    private static String shortened(@Nullable String detail) {
        String text = detail == null ? "" : detail.replace('\0', ' ');
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL);
    }
}
