package dev.groundswell.platform.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.platform.audit.Audit;
import dev.groundswell.platform.audit.Change;
import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.identity.Caller;
import dev.groundswell.platform.job.JobViews.JobView;
import dev.groundswell.platform.job.JobViews.PlaceView;
import dev.groundswell.platform.job.JobViews.ResultView;
import dev.groundswell.platform.job.JobViews.ResultsView;
import dev.groundswell.platform.job.JobViews.RunView;
import dev.groundswell.platform.outage.Outages;
import dev.groundswell.platform.paging.Page;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// `/jobs`, at the service's own door only: the gateway has no such route. For admins, and for a CronJob that wakes a service which has gone to sleep.
@Path("/jobs")
@RolesAllowed(Caller.ADMIN)
public class JobsResource {

    private final Jobs jobs;
    private final JobDatabases databases;
    private final RunningJobs running;
    private final Audit audit;
    private final Outages outages;

    JobsResource(Jobs jobs, JobDatabases databases, RunningJobs running, Audit audit, Outages outages) {
        this.jobs = jobs;
        this.databases = databases;
        this.running = running;
        this.audit = audit;
        this.outages = outages;
    }

    /// Each job, how it stands at each database, and its last runs.
    @GET
    public Uni<Response> list() {
        List<JobDatabase> all = List.copyOf(databases.all());
        return Uni.join()
                .all(all.stream().map(this::told).toList())
                .andFailFast()
                .map(told -> jobs.all().stream().map(job -> JobView.of(job, told.stream().map(places -> places.get(job.name())).toList()))
                        .toList())
                .map(views -> answer(new Page<>(views, null)));
    }

    /// Runs it at each database where it is due; with `force=true` also where it is not due. Answers when the runs have ended, however long they take.
    /// With 200 when the job has been done for this period at each database, and else with a problem: a CronJob looks at nothing but the status.
    @POST
    @Path("{name}")
    public Uni<Response> run(@RestPath String name, @RestQuery @Nullable String force) {
        Job job = jobs.named(name).orElseThrow(() -> Refusal.notFound("There is no job " + name + " here."));
        boolean anyway = force(force);
        audit.log(List.of(new Change("job:" + name, anyway ? "run, due or not" : "run if due")));
        return Uni.join()
                .all(databases.all().stream()
                        .map(database -> running.attempt(job, database, anyway).map(attempt -> new Result(database.name(), attempt)))
                        .toList())
                .andCollectFailures()
                .onFailure(CompositeException.class)
                .transform(failed -> failed.getCause())
                .map(results -> answer(new ResultsView(name, done(name, results))));
    }

    /// By the name of the job. A database that is away is told of and holds up nobody else's line.
    private Uni<Map<String, PlaceView>> told(JobDatabase database) {
        return database.guard()
                .call(() -> database.pool().withConnection(connection -> places(database, connection)))
                .onFailure(outages::isOutage)
                .recoverWithItem(
                        () -> jobs.all().stream().collect(Collectors.toMap(Job::name, job -> PlaceView.unavailable(database.name()))));
    }

    private Uni<Map<String, PlaceView>> places(JobDatabase database, SqlConnection connection) {
        return JobRecords.states(connection, jobs.all())
                .chain(states -> JobRecords.lastRuns(connection, jobs.names())
                        .map(runs -> states.stream().collect(Collectors.toMap(JobRecords.State::name,
                                state -> PlaceView.of(database.name(), state, runs.getOrDefault(state.name(), List.of()))))));
    }

    private static boolean force(@Nullable String force) {
        if (force == null || force.equals("false")) {
            return false;
        }
        if (force.equals("true")) {
            return true;
        }
        throw Refusal.badRequest("force must be true or false, was " + force);
    }

    /// A failure is told before what only has to wait.
    private static List<ResultView> done(String name, List<Result> results) {
        List<ResultView> done = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        Duration longest = Duration.ZERO;
        for (Result result : results) {
            switch (result.attempt) {
                case Attempt.Ran(JobRun run) when run.outcome() == JobRun.Outcome.SUCCEEDED ->
                    done.add(new ResultView(result.database, "succeeded", RunView.of(run)));
                case Attempt.Ran(JobRun run) -> failed.add(result.database + ": " + outcome(run) + ", " + run.detail());
                case Attempt.NotDue() -> done.add(new ResultView(result.database, "not-due", null));
                case Attempt.NotNow(Attempt.Reason reason, Duration wait) -> {
                    waiting.add(result.database + ": " + reason.text());
                    longest = wait.compareTo(longest) > 0 ? wait : longest;
                }
            }
        }
        if (!failed.isEmpty()) {
            throw new Refusal(Problem.of("job-failed", "Job failed", 500, name + " did not succeed at " + String.join("; at ", failed)));
        }
        if (!waiting.isEmpty()) {
            throw notNow(name, waiting, Math.max(1, longest.plusMillis(999).toSeconds()));
        }
        return done;
    }

    private static String outcome(JobRun run) {
        JobRun.Outcome outcome = run.outcome();
        return (outcome == null ? JobRun.Outcome.LOST : outcome).text();
    }

    private static Refusal notNow(String name, List<String> waiting, long seconds) {
        String detail = name + " cannot begin now at " + String.join("; at ", waiting) + "; try again after " + seconds + " s";
        return new Refusal(Problem.of("job-held", "Job cannot begin now", 503, detail), Map.of("Retry-After", Long.toString(seconds)));
    }

    private static Response answer(Object body) {
        return Caching.never(Response.ok(body)).build();
    }

    private record Result(String database, Attempt attempt) {}
}
