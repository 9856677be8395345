package dev.groundswell.platform.job;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/// What the two tables tell admins.
final class JobRecords {

    private static final int RUNS = 5;

    private static final String STATES = """
            SELECT wanted.name, done, holder, lease_until, coalesce(failures, 0) AS failures, retry_at,
                coalesce(extract(epoch FROM clock_timestamp() - coalesce(done + make_interval(secs => every), known_since)), 0)::float8 AS overdue
            FROM unnest($1::text[], $2::float8[]) AS wanted (name, every) LEFT JOIN jobs USING (name)
            """;
    private static final String LAST_RUNS = """
            SELECT last.* FROM unnest($1::text[]) AS wanted (name) CROSS JOIN LATERAL (
                SELECT %s FROM job_runs WHERE job = wanted.name ORDER BY fence DESC LIMIT $2) AS last
            """.formatted(JobTable.COLUMNS);

    private JobRecords() {}

    static Uni<List<State>> states(SqlConnection connection, Collection<Job> jobs) {
        return connection.preparedQuery(STATES).execute(JobTable.namesAndPeriods(jobs)).map(rows -> {
            List<State> states = new ArrayList<>(rows.size());
            for (Row row : rows) {
                states.add(new State(row.getString("name"), Duration.ofMillis((long) (row.getDouble("overdue") * 1_000)),
                        instant(row, "done"),
                        row.getString("holder"), instant(row, "lease_until"), row.getInteger("failures"), instant(row, "retry_at")));
            }
            return states;
        });
    }

    /// The newest first, by the name of their job.
    static Uni<Map<String, List<JobRun>>> lastRuns(SqlConnection connection, List<String> jobs) {
        return connection.preparedQuery(LAST_RUNS).execute(Tuple.of(jobs.toArray(String[]::new), RUNS)).map(rows -> {
            Map<String, List<JobRun>> runs = new HashMap<>();
            for (Row row : rows) {
                JobRun run = JobTable.run(row);
                runs.computeIfAbsent(run.job(), first -> new ArrayList<>()).add(run);
            }
            return runs;
        });
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime value = row.getOffsetDateTime(column);
        return value == null ? null : value.toInstant();
    }

    /// How a job stands at a database, as the database says.
    record State(String name, Duration overdue, @Nullable Instant done, @Nullable String holder, @Nullable Instant leaseUntil, int failures,
            @Nullable Instant retryAt) {}
}
