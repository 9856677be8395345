package dev.groundswell.platform.job;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// Jobs as admins see them.
final class JobViews {

    private JobViews() {}

    /// A job and how it stands at each database.
    @RegisterForReflection
    record JobView(String name, long everySeconds, List<PlaceView> databases) {

        static JobView of(Job job, List<PlaceView> databases) {
            return new JobView(job.name(), job.every().toSeconds(), databases);
        }
    }

    /// @param state `waiting`, `running`, `failing` when its last run failed, or `unavailable` when the database does not answer; then nothing else is known
    /// @param done the moment for which it succeeded last
    @RegisterForReflection
    record PlaceView(String database, String state, long overdueSeconds, @Nullable Instant done, @Nullable String holder,
            @Nullable Instant leaseUntil,
            int failures, @Nullable Instant retryAt, List<RunView> runs) {

        static PlaceView unavailable(String database) {
            return new PlaceView(database, "unavailable", 0, null, null, null, 0, null, List.of());
        }

        static PlaceView of(String database, JobRecords.State job, List<JobRun> runs) {
            String state = job.holder() != null ? "running" : job.failures() > 0 ? "failing" : "waiting";
            return new PlaceView(database, state, Math.max(0, job.overdue().toSeconds()), job.done(), job.holder(), job.leaseUntil(),
                    job.failures(),
                    job.retryAt(), runs.stream().map(RunView::of).toList());
        }
    }

    @RegisterForReflection
    record RunView(Instant due, String holder, Instant startedAt, @Nullable Instant endedAt, @Nullable String outcome,
            @Nullable String detail) {

        static RunView of(JobRun run) {
            JobRun.Outcome outcome = run.outcome();
            return new RunView(run.due(), run.holder(), run.startedAt(), run.endedAt(), outcome == null ? null : outcome.text(),
                    run.detail());
        }
    }

    /// What a wish to run it came to.
    @RegisterForReflection
    record ResultsView(String name, List<ResultView> results) {}

    /// @param result `succeeded` or `not-due`
    @RegisterForReflection
    record ResultView(String database, String result, @Nullable RunView run) {}
}
